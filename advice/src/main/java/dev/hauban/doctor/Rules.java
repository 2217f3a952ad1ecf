package dev.hauban.doctor;

import dev.hauban.doctor.data.BackupMissing;
import dev.hauban.doctor.data.BackupSmaller;
import dev.hauban.doctor.data.BindOwner;
import dev.hauban.doctor.data.DatabaseWithoutVolume;
import dev.hauban.doctor.data.TwoWriters;
import dev.hauban.doctor.habit.ComposeV1Command;
import dev.hauban.doctor.habit.HpaField;
import dev.hauban.doctor.habit.LinksKey;
import dev.hauban.doctor.habit.MovingTag;
import dev.hauban.doctor.habit.QueryCache;
import dev.hauban.doctor.habit.V1Names;
import dev.hauban.doctor.habit.VersionKey;
import dev.hauban.doctor.life.DependsUnconditionally;
import dev.hauban.doctor.life.GraceTooShort;
import dev.hauban.doctor.life.HealthcheckMissing;
import dev.hauban.doctor.life.HealthcheckProgram;
import dev.hauban.doctor.life.LogsUnbounded;
import dev.hauban.doctor.life.NoLimits;
import dev.hauban.doctor.machine.ClockWrong;
import dev.hauban.doctor.machine.DiskFull;
import dev.hauban.doctor.machine.MemoryOverbooked;
import dev.hauban.doctor.machine.NoSwap;
import dev.hauban.doctor.reach.AdminPublished;
import dev.hauban.doctor.reach.AdminWithoutTls;
import dev.hauban.doctor.reach.DatabasePublished;
import dev.hauban.doctor.reach.PortsCollide;
import dev.hauban.doctor.reach.SubnetInPool;
import dev.hauban.doctor.reach.SubnetOnRoute;
import dev.hauban.doctor.reach.SubnetsOverlap;
import dev.hauban.doctor.secret.CredentialsInCommand;
import dev.hauban.doctor.secret.PasswordKnown;
import dev.hauban.doctor.secret.PasswordShared;
import dev.hauban.doctor.secret.PasswordWeak;
import dev.hauban.doctor.secret.SecretInEnvironment;
import dev.hauban.doctor.secret.SecretsInGit;
import dev.hauban.doctor.secret.SecretsReadable;
import dev.hauban.doctor.subject.Rule;
import java.util.ArrayList;
import java.util.List;

/// Every rule, in the order in which people should read what they say.
public final class Rules {
    private Rules() {}

    public static List<Rule> all() {
        return List.of(
                new PasswordKnown(),
                new PasswordWeak(),
                new PasswordShared(),
                new CredentialsInCommand(),
                new SecretsInGit(),
                new SecretsReadable(),
                new SecretInEnvironment(),
                new DatabasePublished(),
                new AdminPublished(),
                new AdminWithoutTls(),
                new PortsCollide(),
                new SubnetsOverlap(),
                new SubnetOnRoute(),
                new SubnetInPool(),
                new TwoWriters(),
                new DatabaseWithoutVolume(),
                new BackupMissing(),
                new BackupSmaller(),
                new BindOwner(),
                new QueryCache(),
                new HealthcheckProgram(),
                new DependsUnconditionally(),
                new GraceTooShort(),
                new HealthcheckMissing(),
                new LogsUnbounded(),
                new NoLimits(),
                new MovingTag(),
                new HpaField(),
                new VersionKey(),
                new LinksKey(),
                new V1Names(),
                new ComposeV1Command(),
                new MemoryOverbooked(),
                new NoSwap(),
                new DiskFull(),
                new ClockWrong());
    }

    /// All of them in words, with what the doctor says of silences.
    public static List<Rule.Description> descriptions() {
        var all = new ArrayList<Rule.Description>();
        all().forEach(rule -> all.add(rule.description()));
        all.add(Silences.IDLE);
        return all;
    }
}
