package dev.faildaily.backend.fail;

import dev.faildaily.backend.account.Account;
import dev.faildaily.backend.database.Database;
import dev.faildaily.web.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Fails, their comments and their courage, kept in MySQL.
public final class Fails {

    /// Which fails somebody wants to see: of all or of one category or one's own, older than `before`.
    public record Selection(Optional<Category> category, boolean mine, Optional<Long> before) {}

    /// One page of the list. `more` says whether there are older ones.
    public record Page(List<Fail> fails, boolean more) {}

    /// What a person types in.
    public record Draft(Category category, String text, Optional<String> picture) {
        public Draft {
            text = checked(text, LONGEST_FAIL);
        }
    }

    private static final int PAGE = 12;
    private static final int LONGEST_FAIL = 2000;
    private static final int LONGEST_COMMENT = 500;
    private static final int MOST_COMMENTS = 500;

    /// The two places are for the person who looks.
    private static final String SELECT = """
            SELECT fail.id, account.name, fail.category, fail.text, fail.picture, fail.created_at,
                   (SELECT COUNT(*) FROM comment WHERE comment.fail_id = fail.id) AS comments,
                   (SELECT COUNT(*) FROM courage WHERE courage.fail_id = fail.id) AS courage,
                   fail.account_id = ? AS mine,
                   EXISTS (SELECT 1 FROM courage WHERE courage.fail_id = fail.id AND courage.account_id = ?) AS encouraged
              FROM fail JOIN account ON account.id = fail.account_id
            """;

    private final Database database;

    public Fails(Database database) {
        this.database = database;
    }

    public Page page(Selection selection, Optional<Account> viewer) {
        var who = id(viewer);
        var found = database.query(
                SELECT
                        + " WHERE fail.id < ? AND (? IS NULL OR fail.category = ?) AND (? = 0 OR fail.account_id = ?)"
                        + " ORDER BY fail.id DESC LIMIT " + (PAGE + 1),
                Fails::fail,
                who,
                who,
                selection.before.orElse(Long.MAX_VALUE),
                selection.category.map(Category::word),
                selection.category.map(Category::word),
                selection.mine ? 1 : 0,
                who);
        return new Page(found.subList(0, Math.min(PAGE, found.size())), found.size() > PAGE);
    }

    public Fail one(long id, Optional<Account> viewer) {
        var who = id(viewer);
        return database.query(SELECT + " WHERE fail.id = ?", Fails::fail, who, who, id).stream()
                .findFirst()
                .orElseThrow(Fails::gone);
    }

    public Fail post(Draft draft, Account author) {
        var id = database.insert(
                "INSERT INTO fail (account_id, category, text, picture) VALUES (?, ?, ?, ?)",
                author.id(),
                draft.category.word(),
                draft.text,
                draft.picture);
        return one(id.orElseThrow(Fails::gone), Optional.of(author));
    }

    /// Takes one's own fail away; the name of its picture comes back, if it had one.
    public Optional<String> delete(long id, Account author) {
        var fail = one(id, Optional.of(author));
        if (!fail.mine()) {
            throw new Refusal(403, "You can delete only what is yours.");
        }
        database.update("DELETE FROM fail WHERE id = ? AND account_id = ?", id, author.id());
        return fail.picture();
    }

    /// Whether a fail has this picture.
    public boolean has(String picture) {
        return !database.query("SELECT id FROM fail WHERE picture = ?", row -> row.getLong(1), picture)
                .isEmpty();
    }

    /// The newest ones, oldest of them first.
    public List<Comment> comments(long fail, Optional<Account> viewer) {
        return database.query(
                        "SELECT comment.id, account.name, comment.text, comment.created_at, comment.account_id = ?"
                                + " FROM comment JOIN account ON account.id = comment.account_id"
                                + " WHERE comment.fail_id = ? ORDER BY comment.id DESC LIMIT " + MOST_COMMENTS,
                        Fails::comment,
                        id(viewer),
                        fail)
                .reversed();
    }

    public Comment comment(long fail, @Nullable String text, Account author) {
        var id = database.insert(
                "INSERT INTO comment (fail_id, account_id, text) VALUES (?, ?, ?)",
                fail,
                author.id(),
                checked(text, LONGEST_COMMENT));
        return database
                .query(
                        "SELECT comment.id, account.name, comment.text, comment.created_at, 1"
                                + " FROM comment JOIN account ON account.id = comment.account_id WHERE comment.id = ?",
                        Fails::comment,
                        id.orElseThrow(Fails::gone))
                .stream()
                .findFirst()
                .orElseThrow(Fails::gone);
    }

    public void deleteComment(long id, Account author) {
        if (database.update("DELETE FROM comment WHERE id = ? AND account_id = ?", id, author.id()) == 0) {
            throw gone();
        }
    }

    public Fail encourage(long fail, Account from) {
        database.insert("INSERT INTO courage (fail_id, account_id) VALUES (?, ?)", fail, from.id());
        return one(fail, Optional.of(from));
    }

    public Fail discourage(long fail, Account from) {
        database.update("DELETE FROM courage WHERE fail_id = ? AND account_id = ?", fail, from.id());
        return one(fail, Optional.of(from));
    }

    private static Fail fail(ResultSet row) throws SQLException {
        return new Fail(
                row.getLong("id"),
                row.getString("name"),
                row.getString("category"),
                row.getString("text"),
                Optional.ofNullable(row.getString("picture")),
                row.getObject("created_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                row.getInt("comments"),
                row.getInt("courage"),
                row.getBoolean("mine"),
                row.getBoolean("encouraged"));
    }

    private static Comment comment(ResultSet row) throws SQLException {
        return new Comment(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getObject(4, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                row.getBoolean(5));
    }

    private static long id(Optional<Account> viewer) {
        return viewer.map(Account::id).orElse(0L);
    }

    private static String checked(@Nullable String text, int longest) {
        var stripped = text == null ? "" : text.strip();
        if (stripped.isEmpty()) {
            throw new Refusal(422, "Say something.");
        }
        if (stripped.codePointCount(0, stripped.length()) > longest) {
            throw new Refusal(422, "That is too long: at most " + longest + " characters.");
        }
        return stripped;
    }

    private static Refusal gone() {
        return new Refusal(404, "That is not there any more.");
    }
}
