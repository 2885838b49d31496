import { mapAtMost } from "../../operations/at-most";

const soon = () => new Promise((resolve) => setImmediate(resolve));

it("keeps the order of the items and never has more under way than allowed", async () => {
  let [now, most] = [0, 0];
  const doubled = await mapAtMost(2, [1, 2, 3, 4, 5], async (item) => {
    most = Math.max(most, ++now);
    await soon();
    now--;
    return item * 2;
  });
  expect(doubled).toEqual([2, 4, 6, 8, 10]);
  expect(most).toBe(2);
});

it("begins nothing after a failure and lets what is under way end", async () => {
  const done: number[] = [];
  const work = async (item: number) => {
    if (item === 1) throw new RangeError("one");
    await soon();
    done.push(item);
  };
  await expect(mapAtMost(2, [1, 2, 3, 4], work)).rejects.toThrow("one");
  expect(done).toEqual([2]);
});
