CREATE TABLE account (
  id uuid PRIMARY KEY,
  key text NOT NULL UNIQUE,
  name text NOT NULL,
  password text NOT NULL,
  made_at timestamptz NOT NULL
);

CREATE TABLE session (
  id text PRIMARY KEY,
  account uuid NOT NULL REFERENCES account ON DELETE CASCADE,
  ends_at timestamptz NOT NULL
);

CREATE INDEX session_by_end ON session (ends_at);
CREATE INDEX session_by_account ON session (account);

CREATE TABLE attempt (
  key text PRIMARY KEY,
  tries integer NOT NULL,
  ends_at timestamptz NOT NULL
);

CREATE INDEX attempt_by_end ON attempt (ends_at);
