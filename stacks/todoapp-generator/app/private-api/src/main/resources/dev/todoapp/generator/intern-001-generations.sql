CREATE TABLE generation (
  id uuid PRIMARY KEY,
  template text NOT NULL,
  account uuid NOT NULL,
  day date NOT NULL,
  options text[] NOT NULL,
  tasks integer NOT NULL,
  made_at timestamptz NOT NULL
);

CREATE INDEX generation_by_account ON generation (account, made_at);
CREATE INDEX generation_by_time ON generation (made_at);

CREATE TABLE popularity (
  template text PRIMARY KEY,
  uses bigint NOT NULL
);

CREATE TABLE job (
  name text PRIMARY KEY,
  next_at timestamptz NOT NULL DEFAULT 'epoch',
  begun_at timestamptz,
  outcome text NOT NULL DEFAULT 'not yet run'
);

INSERT INTO job (name) VALUES ('count-uses'), ('forget-old-generations');
