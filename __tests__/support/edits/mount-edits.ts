import { SecretKind, VolumeContent, type SecretMount, type Spec, type VolumeMount } from "../../../constructs/core";
import { Change, type Edit, type EditsOf } from "./edit";
import { EVERYWHERE } from "./everywhere";
import { content, declared, fileNames, mounted, ownerOfVolumeAt, volumeAt, writable } from "./readings";

/** What a component and a job mount in the same words. */
export type Mounting = Pick<Spec, "files" | "secrets" | "volumes">;
export type MountEdits = EditsOf<Mounting, Edit<Mounting>>;

const A = "/config/a.conf";
const ONE = { name: "a.conf", content: "one" };

export const FILES: MountEdits["files"] = {
  each: {
    name: {
      edited: [
        {
          from: { files: [ONE] },
          to: { files: [{ ...ONE, name: "b.conf" }] },
          reading: fileNames("/config", ["a.conf", "b.conf"]),
          shows: [["a.conf"], ["b.conf"]],
        },
      ],
    },
    content: {
      edited: [
        {
          from: { files: [ONE] },
          to: { files: [{ ...ONE, content: "two" }] },
          reading: content(A),
          shows: ["one", "two"],
        },
      ],
    },
  },
  removed: [
    { from: { files: [ONE] }, to: { files: [] }, reading: content(A), shows: ["one", undefined] },
    {
      from: { files: [ONE, { ...ONE, name: "b.conf" }] },
      to: { files: [ONE] },
      reading: fileNames("/config", ["a.conf", "b.conf"]),
      shows: [["a.conf", "b.conf"], ["a.conf"]],
    },
  ],
};

const password = (name: string, fileName = name): SecretMount => ({
  secret: { name, kind: SecretKind.PASSWORD },
  path: `/run/secrets/${fileName}`,
});

/** How a value comes to be is the matter of `bulwark secrets`; the container sees a file of the same name before and after. */
function origin(name: string, after: Partial<SecretMount["secret"]>): Edit<Mounting> {
  const mounted = (kind: SecretKind, more: Partial<SecretMount["secret"]>) => ({
    secrets: [{ ...password(name), secret: { name, kind, ...more } }],
  });
  const before = { of: "one", hosts: ["one"], givenFile: "one.pem" };
  return {
    from: mounted(SecretKind.CERTIFICATE, before),
    to: mounted(SecretKind.USERLIST, after),
    reading: declared("bulwark secrets makes the value", ({ secrets }) => {
      const { kind, of, hosts, givenFile } = secrets.find((one) => one.name === name)!;
      return { kind, of, hosts, givenFile };
    }),
    shows: [
      { kind: SecretKind.CERTIFICATE, ...before },
      { kind: SecretKind.USERLIST, ...after },
    ],
    change: Change.UNTOUCHED,
  };
}

const ORIGIN = origin("origin", { of: "two", hosts: ["two"], givenFile: "two.pem" });
const WITHOUT_ORIGIN = origin("origin-removed", {});

export const SECRETS: MountEdits["secrets"] = {
  each: {
    secret: {
      each: {
        name: {
          edited: [
            {
              from: { secrets: [password("first", "it")] },
              to: { secrets: [password("second", "it")] },
              reading: content("/run/secrets/it"),
              shows: ["value of first", "value of second"],
            },
          ],
        },
        kind: { edited: [ORIGIN] },
        of: { edited: [ORIGIN], removed: [WITHOUT_ORIGIN] },
        hosts: { edited: [ORIGIN], removed: [WITHOUT_ORIGIN] },
        givenFile: { edited: [ORIGIN], removed: [WITHOUT_ORIGIN] },
      },
    },
    path: {
      edited: [
        {
          from: { secrets: [password("first", "a")] },
          to: { secrets: [password("first", "b")] },
          reading: fileNames("/run/secrets", ["a", "b"]),
          shows: [["a"], ["b"]],
        },
      ],
    },
  },
  removed: [
    {
      from: { secrets: [password("first")] },
      to: { secrets: [] },
      reading: fileNames("/run/secrets", ["first"]),
      shows: [["first"], []],
    },
  ],
};

const volume = (wanted: Partial<VolumeMount>): Mounting["volumes"] => [
  { name: "one", content: VolumeContent.DATA, path: "/volume", ...wanted },
];

export const VOLUMES: MountEdits["volumes"] = {
  each: {
    name: {
      edited: [
        {
          from: { volumes: volume({}) },
          to: { volumes: volume({ name: "two" }) },
          reading: volumeAt("/volume"),
          shows: ["one", "two"],
          on: EVERYWHERE,
        },
      ],
    },
    content: {
      edited: [
        {
          from: { volumes: volume({ name: "kept" }) },
          to: { volumes: volume({ name: "kept", content: VolumeContent.SHARED }) },
          reading: declared(
            "down asks what may be lost",
            ({ volumes }, component) =>
              volumes.find((one) => one.component === component && one.name.endsWith("-kept"))?.content,
          ),
          shows: [VolumeContent.DATA, VolumeContent.SHARED],
          change: Change.UNTOUCHED,
        },
      ],
    },
    path: {
      edited: [
        {
          from: { volumes: volume({ path: "/a" }) },
          to: { volumes: volume({ path: "/b" }) },
          reading: mounted(["/a", "/b"]),
          shows: [["/a"], ["/b"]],
        },
      ],
    },
    owner: {
      edited: [
        {
          from: { volumes: volume({ owner: "peer" }) },
          to: { volumes: volume({ owner: "other" }) },
          reading: ownerOfVolumeAt("/volume", ["peer", "other"]),
          shows: ["peer", "other"],
        },
      ],
      removed: [
        {
          from: { volumes: volume({ owner: "peer" }) },
          to: { volumes: volume({}) },
          reading: ownerOfVolumeAt("/volume", ["peer", "other"]),
          shows: ["peer", undefined],
        },
      ],
    },
    readOnly: {
      edited: [
        {
          from: { volumes: volume({ readOnly: true }) },
          to: { volumes: volume({ readOnly: false }) },
          reading: writable("/volume"),
          shows: [false, true],
        },
      ],
      removed: [
        {
          from: { volumes: volume({ readOnly: true }) },
          to: { volumes: volume({}) },
          reading: writable("/volume"),
          shows: [false, true],
        },
      ],
    },
  },
  removed: [
    {
      from: { volumes: volume({}) },
      to: { volumes: [] },
      reading: mounted(["/volume"]),
      shows: [["/volume"], []],
    },
  ],
};
