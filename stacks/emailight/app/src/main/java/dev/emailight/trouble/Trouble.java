package dev.emailight.trouble;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.sentry.Sentry;
import io.sentry.logback.SentryAppender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells GlitchTip or Sentry of errors: whatever is logged as one goes there, with the lines before it as breadcrumbs,
/// and so
/// does an exception that nobody has caught.
public final class Trouble implements AutoCloseable {
    private static final int LAST_WORDS_MILLISECONDS = 2_000;

    private final SentryAppender appender;

    private Trouble(SentryAppender appender) {
        this.appender = appender;
    }

    /// @param dsn where errors are told; it names the project and how to get in
    /// @param environment `development`, `staging`, `production`
    /// @param part of the program, such as `worker`
    public static Trouble tellTo(String dsn, String environment, String part) {
        Sentry.init(options -> {
            options.setDsn(dsn);
            options.setEnvironment(environment);
            options.setRelease("emailight@1.0");
            options.setTag("part", part);
            options.addInAppInclude("dev.emailight");
            options.setEnableExternalConfiguration(false);
            // Who was using it is nobody's business.
            options.setSendDefaultPii(false);
            options.setShutdownTimeoutMillis(LAST_WORDS_MILLISECONDS);
        });
        var appender = new SentryAppender();
        appender.setName("trouble");
        appender.setMinimumEventLevel(Level.ERROR);
        appender.setMinimumBreadcrumbLevel(Level.INFO);
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            appender.setContext(context);
            appender.start();
            context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
        }
        return new Trouble(appender);
    }

    /// What was told but is not there yet is sent first.
    @Override
    public void close() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(appender);
        }
        appender.stop();
        Sentry.close();
    }
}
