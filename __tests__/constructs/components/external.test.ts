import { External, externalSettings } from "../../../constructs/components/external";
import { recorded } from "../../support/constructs/recording-target";

function external(url: string, healthPath?: string): External {
  const target = recorded((scope) => new External(scope, "vllm-cluster", { url, healthPath }));
  return target.component("vllm-cluster") as External;
}

describe("an external endpoint", () => {
  it("renders to nothing", () => {
    const target = recorded((scope) => new External(scope, "ollama", { url: "http://host.docker.internal:11434" }));
    expect(target.specs()).toEqual({ ollama: undefined });
  });

  it.each([
    ["http://gpu.example.com:8000", { scheme: "http", host: "gpu.example.com", port: 8000 }],
    ["http://gpu.example.com", { scheme: "http", host: "gpu.example.com", port: 80 }],
    ["https://gpu.example.com/v1", { scheme: "https", host: "gpu.example.com", port: 443 }],
  ])("answers at %s", (url, endpoint) => {
    expect(external(url).endpoint).toEqual(endpoint);
  });

  it("gives its users its address, and no secret", () => {
    expect(external("http://gpu.example.com:8000").bindingFor()).toEqual({
      environment: { VLLM_CLUSTER_URL: "http://gpu.example.com:8000" },
      secrets: [],
    });
  });

  it("is registered as what lies outside, with its health path", () => {
    expect(external("http://gpu.example.com:8000", "/health").registration).toEqual({
      services: ["vllm-cluster"],
      url: "http://gpu.example.com:8000",
      healthPath: "/health",
      external: true,
    });
  });

  it("opens the network of its users to the outside", () => {
    expect(external("http://gpu.example.com:8000").isolated).toBe(false);
  });

  it.each(["gpu.example.com", "ftp://gpu.example.com", ""])("cannot be set to '%s'", (url) => {
    expect(externalSettings.safeParse({ url }).success).toBe(false);
  });
});
