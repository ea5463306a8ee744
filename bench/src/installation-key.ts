/** Known to everyone: the server listens on this machine only and ends with the run. */
export const INSTALLATION_KEY = "installation-key-of-the-bench-0123456789";
