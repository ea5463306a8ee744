import { appConfig } from "@amends/ui/vite/app-config";
import { defineConfig } from "vite";

export default defineConfig(
  appConfig({ base: "/", port: 5173, libraries: { react: /node_modules\/(?:react|react-dom|scheduler)\//, zod: /node_modules\/zod\// } }),
);
