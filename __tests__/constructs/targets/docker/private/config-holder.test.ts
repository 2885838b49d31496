import { Image } from "../../../../../constructs/core";
import { configHolderAttributes } from "../../../../../constructs/targets/docker/private/config-holder";

const TEXT = "log-format %{+Q}o ${HOME}\n";
const VOLUME = { name: "test-config-0123456789ab", files: [{ name: "haproxy.cfg", content: TEXT }] };
const holder = configHolderAttributes(Image.of("redis:8", { user: "999:1000" }), [VOLUME]);

describe("the container that carries the configuration", () => {
  it("is created and never started", () => {
    expect(holder).toMatchObject({ start: false, mustRun: false, restart: "no", networkMode: "none" });
  });

  it("mounts each volume to write it", () => {
    expect(holder.mounts).toEqual([
      { type: "volume", source: "test-config-0123456789ab", target: "/config/test-config-0123456789ab" },
    ]);
  });

  it("takes files as base64, byte for byte, readable and not writable by all", () => {
    expect(holder.upload).toEqual([
      {
        file: "/config/test-config-0123456789ab/haproxy.cfg",
        contentBase64: Buffer.from(TEXT).toString("base64"),
        permissions: "0444",
      },
    ]);
  });

  it("takes text of any language", () => {
    const files = [{ name: "a.txt", content: "Grüße ✓" }];
    const { upload } = configHolderAttributes(Image.of("redis:8"), [{ name: "v", files }]);
    expect(upload).toMatchObject([{ contentBase64: Buffer.from("Grüße ✓", "utf8").toString("base64") }]);
  });
});
