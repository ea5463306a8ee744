/** RFC 4180. A cell a spreadsheet would take for a formula is made text; a number is none, whatever its sign. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(cellOf).join(",")}\r\n`;

/** Makes spreadsheets read the file as UTF-8. */
export const CSV_HEAD = "\uFEFF";

const NUMBER = /^-?\d+(\.\d+)?$/;

const cellOf = (text: string): string => {
  const plain = /^[=+\-@\t\r]/.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
};
