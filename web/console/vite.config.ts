import { appConfig } from "@amends/ui/vite/app-config";
import { defineConfig } from "vite";

export default defineConfig(
  appConfig({
    base: "/console/",
    port: 5174,
    libraries: {
      react: /node_modules\/(?:react|react-dom|scheduler)\//,
      zod: /node_modules\/zod\//,
      antd: /node_modules\/(?:antd|@ant-design|@rc-component|rc-[a-z-]+)\//,
    },
  }),
);
