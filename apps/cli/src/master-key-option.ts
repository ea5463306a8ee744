/** Beside the check itself, which loads a database's driver: asking for help should not wait for that. */
export const MASTER_KEY_LOST = { "master-key-lost": { type: "boolean" } } as const;
