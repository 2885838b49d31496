import type { FastifyInstance, FastifyRequest } from "fastify";
import type { DatabaseError } from "pg";
import { z } from "zod";
import type { Postgres } from "../connections/postgres";
import { dependencyUnavailable, notConfigured } from "../errors";
import { reasonOf } from "../health/reason";
import { parsed } from "../server/body";
import { spanOf } from "../server/request-span";
import type { Service } from "../service";
import { traced } from "../service";

/** Postgres refuses the NUL character in text. */
const newItem = z.object({
  name: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^\0]*$/, "must not hold NUL"),
});

const UNDEFINED_TABLE = "42P01";
const ALREADY_THERE = new Set(["42P07", "23505"]);

/** Rows in `<schema>.items`. */
class Items {
  private readonly table: string;

  constructor(
    private readonly postgres: Postgres,
    schema: string,
  ) {
    this.table = `"${schema}".items`;
  }

  async add(name: string): Promise<number> {
    const text = `INSERT INTO ${this.table} (name) VALUES ($1) RETURNING id`;
    const { rows } = await this.withTable(() => this.postgres.query<{ id: string }>(text, [name]));
    return Number(rows[0]?.id);
  }

  async count(): Promise<number> {
    const text = `SELECT count(*) AS count FROM ${this.table}`;
    const { rows } = await this.withTable(() => this.postgres.query<{ count: string }>(text));
    return Number(rows[0]?.count);
  }

  /** Where nobody made the table beforehand the service makes it, if its role may. */
  private async withTable<T>(query: () => Promise<T>): Promise<T> {
    try {
      return await query();
    } catch (error) {
      if ((error as DatabaseError).code !== UNDEFINED_TABLE) throw error;
      await this.createTable();
      return query();
    }
  }

  private async createTable(): Promise<void> {
    const columns = "id bigserial PRIMARY KEY, name text NOT NULL, created_at timestamptz NOT NULL DEFAULT now()";
    try {
      await this.postgres.query(`CREATE TABLE IF NOT EXISTS ${this.table} (${columns})`);
    } catch (error) {
      // Replicas that do this at the same moment: one wins, the others are told so.
      if (!ALREADY_THERE.has(String((error as DatabaseError).code))) throw error;
    }
  }
}

export function itemRoutes(app: FastifyInstance, service: Service): void {
  const { postgres, tracing, configuration } = service;
  const items = postgres && new Items(postgres, configuration.postgres?.schema ?? "public");
  const use = async <T>(request: FastifyRequest, name: string, work: (items: Items) => Promise<T>): Promise<T> => {
    if (!items) throw notConfigured("Postgres", "POSTGRES_HOST");
    const parent = spanOf(request.raw, tracing);
    const attributes = { "db.system.name": "postgresql", "db.operation.name": name };
    return traced(service, { name: `postgres ${name}`, parent, attributes }, () => work(items)).catch((error) => {
      request.log.debug({ error }, "a statement failed");
      throw dependencyUnavailable("postgres", reasonOf(error));
    });
  };

  app.post("/v1/items", async (request, reply) => {
    const { name } = parsed(newItem, request.body, "body");
    const id = await use(request, "INSERT", (table) => table.add(name));
    return reply.code(201).send({ id });
  });

  app.get("/v1/items/count", async (request) => ({
    count: await use(request, "SELECT", (table) => table.count()),
  }));
}
