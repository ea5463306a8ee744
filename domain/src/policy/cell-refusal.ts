/** Thrown inside the cell parser and caught at its border, `parseInputCell` and `parseOutputCell`; never seen outside. */
export class CellRefusal extends Error {}
