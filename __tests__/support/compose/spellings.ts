/** What one compose file may say, in the spellings that Compose knows. */
export const SPELLINGS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "everything that a service may say of its security": {
    "compose.yaml": `
services:
  web:
    image: registry.example.com:5000/team/web:1@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
    user: "1000:1000"
    privileged: true
    cap_add: [CAP_NET_ADMIN, sys_time]
    cap_drop: [ALL]
    security_opt: ["apparmor:unconfined", "label:disable", "systempaths=unconfined"]
    group_add: [docker, "999"]
    sysctls: { net.core.somaxconn: 1024, kernel.msgmax: "65536" }
    devices: ["/dev/ttyUSB0:/dev/ttyUSB0:rwm", "/dev/fuse"]
    device_cgroup_rules: ["c 1:3 mr"]
    runtime: runsc
    pid: host
    ipc: shareable
    uts: host
    userns_mode: host
    cgroup: host
    cgroup_parent: m-limits.slice
    stop_grace_period: 1m30s
    restart: on-failure:5
    hostname: www
    container_name: www-1
    read_only: true
  tied: { image: a, network_mode: "service:web", pid: "service:web", ipc: "service:web" }
  plain: { image: a, network_mode: none, restart: "no" }
  host: { image: a, network_mode: host }
`,
  },
  "everything that a service may be limited by": {
    "compose.yaml": `
services:
  own: { image: a, mem_limit: 512m, memswap_limit: 1g, cpus: 0.5, pids_limit: 100 }
  deployed:
    image: a
    deploy:
      resources:
        limits: { memory: 128M, cpus: "0.25", pids: 50 }
        reservations: { devices: [{ driver: nvidia, count: 1, capabilities: [gpu] }] }
      restart_policy: { condition: on-failure, max_attempts: 3 }
  any: { image: a, deploy: { restart_policy: { condition: any } } }
  quota: { image: a, cpu_quota: 50000, cpu_period: 100000 }
  gpu: { image: a, gpus: all }
`,
  },
  "mounts in every spelling": {
    "compose.yaml": `
services:
  web:
    image: a
    volumes:
      - ./rel:/rel
      - ../up:/up:ro
      - ~/home:/home/x
      - /var/run/docker.sock:/var/run/docker.sock
      - /srv:/srv:rshared
      - /cache
      - data:/data:ro
      - { type: volume, source: data, target: /twice, read_only: true }
      - { type: bind, source: /opt, target: /opt, bind: { propagation: rslave } }
      - { type: tmpfs, target: /scratch, tmpfs: { size: 64m } }
    tmpfs: ["/run:size=64m,exec", /tmp]
    secrets: [key, { source: key, target: /etc/key }]
    configs: [conf, { source: inline, target: /etc/inline }]
volumes:
  data: {}
  host: { driver: local, driver_opts: { type: none, o: bind, device: /etc } }
secrets: { key: { file: ./key.pem } }
configs:
  conf: { file: ./conf.yaml }
  inline: { content: "a: 1\\nb: $$HOME\\n" }
`,
  },
  "ports in every spelling": {
    "compose.yaml": `
services:
  web:
    image: a
    ports:
      - "80"
      - "8080:80"
      - "127.0.0.1:8443:443/tcp"
      - "[::1]:5000:5000"
      - "6000-6002:6000-6002/udp"
      - "127.0.0.1::7000"
      - { target: 9000, published: "9001", host_ip: 192.168.1.1 }
`,
  },
  "anchors and merges": {
    "compose.yaml": `
x-base: &base { restart: always, environment: &env { A: "1", B: "2" } }
x-other: &other { privileged: true, restart: "no" }
services:
  one: { <<: *base, image: a, environment: { <<: *env, B: "3" } }
  two: { <<: [*base, *other], image: a }
`,
  },
  "commands, checks and words of YAML": {
    "compose.yaml": `
services:
  a: { image: a, command: 'sh -c "echo $$HOME  two" three' , entrypoint: /bin/x --flag 'a b' }
  b: { image: a, command: [], healthcheck: { disable: true } }
  c: { image: a, healthcheck: { test: curl -f localhost, interval: 1m, timeout: 500ms } }
  d: { image: a, healthcheck: { test: ["NONE"] }, environment: { NUMBER: 0x10, FLOAT: 1.50 } }
  e: { image: a, environment: ["A=1=2", "B="], profiles: [other] }
`,
  },
};
