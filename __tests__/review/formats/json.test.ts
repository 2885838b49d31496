import { reviewJson, reviewSchema } from "../../../review/formats/json";
import { RISKS } from "../../../review/model";
import { change, review } from "../../support/review";

it("keeps to its schema, and counts each risk by its own name", () => {
  const result = reviewJson(
    review(
      RISKS.map((risk, at) => change({ address: `docker_container.a${at}`, risk, at: { file: "shop.yaml", line: 3 } })),
      { notExamined: { aws_x: 2 }, improved: ["web is better"], noise: 4 },
    ),
  );
  expect(reviewSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
  const { noise, improved, notExamined, ...risks } = result.summary;
  expect(Object.values(risks)).toEqual(RISKS.map(() => 1));
  expect([noise, improved, notExamined]).toEqual([4, 1, 2]);
});

it("shows what is not there as null", () => {
  const attribute = { path: "user", before: "1:1", after: undefined, verdict: "worse" as const };
  const { changes } = reviewJson(
    review([change({ attributes: [{ ...attribute, forcesReplacement: true, ignoredByProvider: false }] })]),
  );
  expect(changes[0]!.attributes[0]).toMatchObject({ before: "1:1", after: null });
});
