CREATE TABLE articles (name text PRIMARY KEY);
