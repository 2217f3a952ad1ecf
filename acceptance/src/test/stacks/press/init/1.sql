CREATE TABLE articles (title varchar(100)); INSERT INTO articles VALUES ('first');
