CREATE TABLE IF NOT EXISTS fail (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_id BIGINT NOT NULL,
  category VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  text VARCHAR(2000) NOT NULL,
  picture VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NULL,
  created_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  KEY fail_category (category, id),
  UNIQUE KEY fail_picture (picture),
  CONSTRAINT fail_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS comment (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  fail_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  text VARCHAR(500) NOT NULL,
  created_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  CONSTRAINT comment_fail FOREIGN KEY (fail_id) REFERENCES fail (id) ON DELETE CASCADE,
  CONSTRAINT comment_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- Who wished whom courage; once each.
CREATE TABLE IF NOT EXISTS courage (
  fail_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  PRIMARY KEY (fail_id, account_id),
  CONSTRAINT courage_fail FOREIGN KEY (fail_id) REFERENCES fail (id) ON DELETE CASCADE,
  CONSTRAINT courage_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE = InnoDB;
