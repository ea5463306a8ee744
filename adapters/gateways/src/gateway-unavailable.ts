/**
 * The partner gave no usable answer: network fault, time-out, 5xx, or bytes that are no answer. Whether it acted is unknown, so the caller asks
 * `find` (or repeats under the same key where a port has no `find`) and never assumes either.
 */
export class GatewayUnavailable extends Error {
  override readonly name: string = "GatewayUnavailable";
}
