CREATE TABLE list (
  id uuid PRIMARY KEY,
  owner uuid NOT NULL REFERENCES account ON DELETE CASCADE,
  title text NOT NULL,
  template text,
  day date,
  made_at timestamptz NOT NULL
);

CREATE INDEX list_by_owner ON list (owner, made_at);

CREATE TABLE task (
  id uuid PRIMARY KEY,
  list uuid NOT NULL REFERENCES list ON DELETE CASCADE,
  position integer NOT NULL,
  phase text,
  words text NOT NULL,
  due date,
  done boolean NOT NULL DEFAULT false
);

CREATE INDEX task_by_list ON task (list, position);
CREATE INDEX task_by_due ON task (due) WHERE NOT done;
