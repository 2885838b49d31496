-- Applied at every change, so it must be repeatable. It runs as the owner of the layer's schema, which is on its search path;
-- the layer itself may read and write rows, and change no table.
CREATE TABLE IF NOT EXISTS items (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
