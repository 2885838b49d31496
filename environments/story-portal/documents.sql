-- Tables of the data layer, in its own schema; every foreign key has an index.
CREATE TABLE IF NOT EXISTS agents (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS documents (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  agent_id bigint NOT NULL REFERENCES agents (id),
  title text NOT NULL,
  body jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX IF NOT EXISTS documents_agent_id ON documents (agent_id);
CREATE INDEX IF NOT EXISTS documents_created_at ON documents (created_at);

CREATE TABLE IF NOT EXISTS events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  document_id bigint REFERENCES documents (id),
  kind text NOT NULL,
  payload jsonb NOT NULL DEFAULT '{}',
  happened_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX IF NOT EXISTS events_document_id ON events (document_id);
CREATE INDEX IF NOT EXISTS events_kind_happened_at ON events (kind, happened_at);
