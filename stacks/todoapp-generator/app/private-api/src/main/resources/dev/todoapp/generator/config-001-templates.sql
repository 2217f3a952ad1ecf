CREATE TABLE template (
  key text PRIMARY KEY,
  title text NOT NULL,
  summary text NOT NULL,
  icon text NOT NULL,
  question text NOT NULL,
  position integer NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE template_option (
  template text NOT NULL REFERENCES template ON DELETE CASCADE,
  key text NOT NULL,
  label text NOT NULL,
  position integer NOT NULL,
  PRIMARY KEY (template, key)
);

CREATE TABLE template_step (
  template text NOT NULL REFERENCES template ON DELETE CASCADE,
  position integer NOT NULL,
  phase text NOT NULL,
  days integer NOT NULL,
  words text NOT NULL,
  option text,
  PRIMARY KEY (template, position),
  FOREIGN KEY (template, option) REFERENCES template_option (template, key) ON DELETE CASCADE
);

CREATE TABLE setting (
  name text PRIMARY KEY,
  value integer NOT NULL,
  least integer NOT NULL,
  most integer NOT NULL,
  meaning text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now()
);

INSERT INTO setting (name, value, least, most, meaning) VALUES
  ('generations_per_hour', 60, 1, 10000, 'How many lists one account may have generated within an hour'),
  ('generations_kept_days', 90, 1, 3650, 'For how many days it is kept what was generated when'),
  ('popular_days', 30, 1, 365, 'Of how many days the uses of a template are counted');
