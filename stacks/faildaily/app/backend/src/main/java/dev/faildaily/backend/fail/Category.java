package dev.faildaily.backend.fail;

import dev.faildaily.web.Refusal;
import java.util.Locale;

/// Where in life it went wrong.
public enum Category {
    EVERYDAY,
    WORK,
    KITCHEN,
    TRAVEL,
    SPORT,
    LOVE,
    TECHNOLOGY;

    public static Category parse(String word) {
        for (var category : values()) {
            if (category.word().equals(word)) {
                return category;
            }
        }
        throw new Refusal(422, "Choose a category.");
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
