/** Whom to find where: the block written on a parcel. Personal data from end to end, so it is only ever stored encrypted. */
export type PostalContact = {
  readonly name: string;
  readonly phone: string | null;
  /** Province, city, district: enough for rules about areas. */
  readonly region: string;
  readonly detail: string;
};
