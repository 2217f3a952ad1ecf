package dev.hauban.doctor.secret;

import dev.hauban.doctor.subject.Paper;
import dev.hauban.stack.Secrecy;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line of a file of variables that gives a secret.
record SecretLine(int line, String variable) {
    private static final Pattern ASSIGNMENT = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][\\w.]*)\\s*=\\s*(\\S.*)");

    static List<SecretLine> in(Paper paper) {
        var found = new ArrayList<SecretLine>();
        List<String> lines = paper.lines();
        for (int i = 0; i < lines.size(); i++) {
            Matcher assignment = ASSIGNMENT.matcher(lines.get(i));
            if (assignment.matches()
                    && Secrecy.isSecretName(assignment.group(1))
                    && !assignment.group(2).matches("\"\"|''")) {
                found.add(new SecretLine(i + 1, assignment.group(1)));
            }
        }
        return found;
    }
}
