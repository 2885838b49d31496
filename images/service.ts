import type { Recipe } from "./recipe";

/** The reference service of `images/service` on Node.js 24. */
export const service: Recipe = {
  name: "reference-service",
  version: "1",
  packages: [],
  users: { service: 10001 },
  user: "10001:10001",
  node: {
    version: "24.21.0",
    integrity: {
      amd64: "sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==",
      arm64: "sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==",
    },
  },
  application: {
    folder: "images/service",
    sources: ["package.json", "package-lock.json", "tsconfig.json", "src"],
    results: ["package.json", "dist", "node_modules"],
    into: "/app",
  },
  environment: { NODE_ENV: "production" },
  entrypoint: ["node", "dist/main.js"],
  workingDirectory: "/app",
};
