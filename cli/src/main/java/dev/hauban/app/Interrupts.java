package dev.hauban.app;

import dev.hauban.cli.House;
import dev.hauban.problem.DefectException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/// Ctrl-C as an event instead of the end; and what other programs send instead of it, SIGTERM.
///
/// `sun.misc.Signal` (module `jdk.unsupported`) is the only way to hear it twice: a shutdown hook hears it once, and
/// then
/// nothing can be called off. It is reached by name, because the compiler's warning about it can't be silenced for one
/// class, and we compile with every warning as an error.
final class Interrupts implements House.Interruptions {
    private static final String SIGNAL = "sun.misc.Signal";
    private static final String HANDLER = "sun.misc.SignalHandler";

    private static final List<String> SIGNALS = List.of("INT", "TERM");

    private final List<Object> before = new ArrayList<>();

    Interrupts(Runnable action) {
        Object handler = handler(action);
        for (String signal : SIGNALS) {
            before.add(handle(signal, handler));
        }
    }

    @Override
    public void close() {
        for (int i = 0; i < SIGNALS.size(); i++) {
            handle(SIGNALS.get(i), before.get(i));
        }
    }

    private static Object handler(Runnable action) {
        try {
            Class<?> handler = Class.forName(HANDLER);
            return Proxy.newProxyInstance(
                    Interrupts.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        return switch (method.getName()) {
                            case "handle" -> {
                                action.run();
                                yield null;
                            }
                            case "hashCode" -> System.identityHashCode(proxy);
                            case "equals" -> arguments != null && proxy == arguments[0];
                            default -> "Ctrl-C";
                        };
                    });
        } catch (ClassNotFoundException missing) {
            throw withoutSignals(missing);
        }
    }

    private static Object handle(String name, Object handler) {
        try {
            Class<?> signal = Class.forName(SIGNAL);
            Constructor<?> ofName = signal.getConstructor(String.class);
            Method handle = signal.getMethod("handle", signal, Class.forName(HANDLER));
            return handle.invoke(null, ofName.newInstance(name), handler);
        } catch (ReflectiveOperationException missing) {
            throw withoutSignals(missing);
        }
    }

    private static DefectException withoutSignals(ReflectiveOperationException missing) {
        return new DefectException("this Java has no way to hear Ctrl-C", missing);
    }
}
