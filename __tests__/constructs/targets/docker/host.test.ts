import { Host } from "../../../../constructs/targets/docker/host";

const plain = ({ docker, publishOn, engine }: Host) => ({ docker, publishOn, engine });

it("is the engine of this machine, which publishes to this machine only, when nothing is said", () => {
  expect(plain(Host.local())).toEqual({ docker: "unix:///var/run/docker.sock", publishOn: "127.0.0.1", engine: 20 });
});

it("is any other engine by its address", () => {
  const options = { docker: "ssh://deploy@clu", publishOn: "10.0.0.5", engine: 25 };
  expect(plain(Host.of(options))).toEqual(options);
});
