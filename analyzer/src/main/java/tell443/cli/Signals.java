package tell443.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/** Signals of the process. The JDK has a class for them that may not be named in the source: it is found by its name. */
final class Signals {

    private Signals() {}

    /** Does nothing where the JVM does not let us. */
    static void on(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler calls = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    action.run();
                }
                return method.getReturnType() == int.class ? System.identityHashCode(proxy) : null;
            };
            Object ours = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, calls);
            signal.getMethod("handle", signal, handler).invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // the JVM's own way remains
        }
    }
}
