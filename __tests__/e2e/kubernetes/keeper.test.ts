import { KeeperRun } from "../../support/charts/keeper-run";
import { SharedProcesses, linesOf } from "../../support/charts/shared-processes";

let pod: SharedProcesses;
let keeper: KeeperRun;

beforeEach(async () => {
  pod = await SharedProcesses.start();
  keeper = new KeeperRun([...pod.inside, "/bin/sh"]);
});

afterEach(async () => {
  await keeper.remove();
  pod.stop();
});

const heard = (file: string) => linesOf(file).filter((line) => !line.startsWith("started"));

it("a keeper signals the first process of the server, and no other one of the pod", async () => {
  const file = keeper.pathOf("heard");
  await pod.listener(pod.inside, file, "probe-of-the-keeper");
  await pod.listener(pod.elsewhere, file, "server");
  await pod.listener(pod.elsewhere, file, "probe-of-the-server");
  keeper.start("signal 'SIGHUP'\n");
  await keeper.until(() => keeper.isReady && heard(file).length > 0);
  expect(heard(file)).toEqual(["server"]);
});

it("a keeper without a server to signal is not ready, and tries again", async () => {
  keeper.start("signal 'HUP'\n");
  await keeper.until(() => keeper.logged.length > 1);
  expect(keeper.isReady).toBe(false);
  const file = keeper.pathOf("heard");
  await pod.listener(pod.elsewhere, file, "server");
  await keeper.until(() => keeper.isReady && heard(file).length > 0);
});
