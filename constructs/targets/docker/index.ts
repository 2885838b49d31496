export * from "./docker-target";
export * from "./host";
