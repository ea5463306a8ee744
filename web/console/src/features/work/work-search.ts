export const WORK_VIEWS = ["mine", "waiting", "put_off", "open"] as const;
export type WorkView = (typeof WORK_VIEWS)[number];

/** What the queue shows, as it stands in the address. */
export type WorkSearch = { readonly view?: WorkView; readonly class?: number };

export const readWorkSearch = (given: Readonly<Record<string, unknown>>): WorkSearch => {
  const view = WORK_VIEWS.find(each => each === given["view"]);
  const level = [1, 2, 3, 4].find(each => each === given["class"]);
  return { ...(view === undefined ? {} : { view }), ...(level === undefined ? {} : { class: level }) };
};
