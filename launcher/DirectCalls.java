import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.attribute.InnerClassInfo;
import java.lang.classfile.attribute.InnerClassesAttribute;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Puts plain code where javac leaves the work to the first call: switches over types, and `equals`, `hashCode` and
/// `toString` of records. In each of its runs anew the JVM makes hidden classes for those, because its ahead-of-time
/// cache can't hold them (JDK 25): a quarter of what `hauban ps` took. What the program does stays the same, and its
/// sources may use both freely.
final class DirectCalls {
    private static final ClassDesc TEXT = ClassDesc.of("java.lang.StringBuilder");
    private static final MethodTypeDesc EQUALS =
            MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object);

    private final ClassDesc owner;
    private final boolean isInterface;
    private final String simpleName;
    /// What the calls that were replaced now call.
    private final List<Consumer<ClassBuilder>> added = new ArrayList<>();

    private DirectCalls(ClassModel type) {
        owner = type.thisClass().asSymbol();
        isInterface = type.flags().has(AccessFlag.INTERFACE);
        simpleName = simpleName(type);
    }

    /// Rewrites the program's own jars, from which nothing may run yet.
    static void make(List<Path> jars) throws IOException {
        var places = new ArrayList<URL>();
        for (Path jar : jars) {
            places.add(jar.toUri().toURL());
        }
        try (var loader = new URLClassLoader(places.toArray(URL[]::new))) {
            var format = ClassFile.of(
                    ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(loader)),
                    ClassFile.ConstantPoolSharingOption.NEW_POOL);
            for (Path jar : jars) {
                if (jar.getFileName().toString().startsWith("hauban-")) {
                    rewrite(jar, format);
                }
            }
        }
    }

    private static void rewrite(Path jar, ClassFile format) throws IOException {
        Path beside = jar.resolveSibling(jar.getFileName() + ".new");
        try (var from = new JarFile(jar.toFile());
                var to = new ZipOutputStream(Files.newOutputStream(beside))) {
            for (ZipEntry entry : from.stream().toList()) {
                byte[] content = from.getInputStream(entry).readAllBytes();
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write(concerns(entry, content) ? direct(format, content) : content);
            }
        }
        Files.move(beside, jar, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean concerns(ZipEntry entry, byte[] content) {
        return entry.getName().endsWith(".class")
                && new String(content, StandardCharsets.ISO_8859_1).contains("java/lang/runtime/");
    }

    static byte[] direct(ClassFile format, byte[] content) {
        ClassModel type = format.parse(content);
        var calls = new DirectCalls(type);
        return format.transformClass(type, new ClassTransform() {
            @Override
            public void accept(ClassBuilder builder, ClassElement element) {
                if (element instanceof MethodModel method) {
                    builder.transformMethod(method, MethodTransform.transformingCode(calls::accept));
                } else {
                    builder.with(element);
                }
            }

            @Override
            public void atEnd(ClassBuilder builder) {
                calls.added.forEach(method -> method.accept(builder));
            }
        });
    }

    private void accept(CodeBuilder code, CodeElement element) {
        if (!(element instanceof InvokeDynamicInstruction call)) {
            code.with(element);
            return;
        }
        DynamicCallSiteDesc site = call.invokedynamic().asSymbol();
        switch (call.bootstrapMethod().owner().displayName() + "." + site.invocationName()) {
            case "SwitchBootstraps.typeSwitch" -> replaceSwitch(code, site);
            case "ObjectMethods.equals" -> replace(code, site, "record$equals", body -> equality(body, fields(site)));
            case "ObjectMethods.hashCode" -> replace(code, site, "record$hashCode", body -> hash(body, fields(site)));
            case "ObjectMethods.toString" -> replace(code, site, "record$toString", body -> text(body, fields(site)));
            default -> code.with(element);
        }
    }

    private void replaceSwitch(CodeBuilder code, DynamicCallSiteDesc site) {
        List<ConstantDesc> labels = List.of(site.bootstrapArgs());
        if (labels.stream().allMatch(ClassDesc.class::isInstance)) {
            List<ClassDesc> types = labels.stream().map(ClassDesc.class::cast).toList();
            replace(code, site, "switch$" + added.size(), body -> firstFrom(body, types));
        } else {
            code.invokedynamic(site);
        }
    }

    private void replace(CodeBuilder code, DynamicCallSiteDesc site, String name, Consumer<CodeBuilder> body) {
        int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
        added.add(type -> type.withMethodBody(name, site.invocationType(), flags, body));
        code.invokestatic(owner, name, site.invocationType(), isInterface);
    }

    /// Which is the first of the types, from the given number on, that the object is of: -1 for null, and their count
    /// for none.
    private static void firstFrom(CodeBuilder code, List<ClassDesc> types) {
        code.aload(0).ifThen(Opcode.IFNULL, none -> none.loadConstant(-1).ireturn());
        for (int number = 0; number < types.size(); number++) {
            Label next = code.newLabel();
            code.iload(1).loadConstant(number).if_icmpgt(next);
            code.aload(0).instanceOf(types.get(number)).ifeq(next);
            code.loadConstant(number).ireturn().labelBinding(next);
        }
        code.loadConstant(types.size()).ireturn();
    }

    private void equality(CodeBuilder code, List<Field> fields) {
        Label different = code.newLabel();
        code.aload(1).instanceOf(owner).ifeq(different);
        code.aload(1).checkcast(owner).astore(2);
        for (Field field : fields) {
            code.aload(0).getfield(owner, field.name(), field.type());
            code.aload(2).getfield(owner, field.name(), field.type());
            if (field.type().isPrimitive()) {
                // Every kind of number has it, and tells apart what `equals` does.
                MethodTypeDesc compare = MethodTypeDesc.of(ConstantDescs.CD_int, field.type(), field.type());
                code.invokestatic(field.boxed(), "compare", compare).ifne(different);
            } else {
                code.invokestatic(ClassDesc.of("java.util.Objects"), "equals", EQUALS)
                        .ifeq(different);
            }
        }
        code.loadConstant(1).ireturn().labelBinding(different).loadConstant(0).ireturn();
    }

    private void hash(CodeBuilder code, List<Field> fields) {
        code.loadConstant(0);
        for (Field field : fields) {
            code.loadConstant(31).imul().aload(0).getfield(owner, field.name(), field.type());
            ClassDesc hasher = field.type().isPrimitive() ? field.boxed() : ClassDesc.of("java.util.Objects");
            code.invokestatic(hasher, "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, field.general()))
                    .iadd();
        }
        code.ireturn();
    }

    private void text(CodeBuilder code, List<Field> fields) {
        code.new_(TEXT).dup().invokespecial(TEXT, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
        String before = simpleName + "[";
        for (Field field : fields) {
            append(code.loadConstant(before + field.name() + "="), ConstantDescs.CD_String);
            code.aload(0).getfield(owner, field.name(), field.type());
            append(code, field.general());
            before = ", ";
        }
        append(code.loadConstant(fields.isEmpty() ? before + "]" : "]"), ConstantDescs.CD_String);
        code.invokevirtual(TEXT, "toString", MethodTypeDesc.of(ConstantDescs.CD_String))
                .areturn();
    }

    private static void append(CodeBuilder code, ClassDesc type) {
        boolean isSmall = type.equals(ConstantDescs.CD_byte) || type.equals(ConstantDescs.CD_short);
        code.invokevirtual(TEXT, "append", MethodTypeDesc.of(TEXT, isSmall ? ConstantDescs.CD_int : type));
    }

    private static List<Field> fields(DynamicCallSiteDesc site) {
        var fields = new ArrayList<Field>();
        for (ConstantDesc argument : site.bootstrapArgs()) {
            if (argument instanceof DirectMethodHandleDesc getter) {
                fields.add(
                        new Field(getter.methodName(), getter.invocationType().returnType()));
            }
        }
        return fields;
    }

    private static String simpleName(ClassModel type) {
        for (InnerClassesAttribute inner : type.findAttributes(Attributes.innerClasses())) {
            for (InnerClassInfo one : inner.classes()) {
                if (one.innerClass().equals(type.thisClass()) && one.innerName().isPresent()) {
                    return one.innerName().get().stringValue();
                }
            }
        }
        return type.thisClass().asSymbol().displayName();
    }

    private record Field(String name, ClassDesc type) {
        ClassDesc general() {
            return type.isPrimitive() ? type : ConstantDescs.CD_Object;
        }

        ClassDesc boxed() {
            return switch (type.displayName()) {
                case "boolean" -> ConstantDescs.CD_Boolean;
                case "byte" -> ConstantDescs.CD_Byte;
                case "short" -> ConstantDescs.CD_Short;
                case "char" -> ConstantDescs.CD_Character;
                case "int" -> ConstantDescs.CD_Integer;
                case "long" -> ConstantDescs.CD_Long;
                case "float" -> ConstantDescs.CD_Float;
                case "double" -> ConstantDescs.CD_Double;
                default -> throw new IllegalArgumentException(type + " is no primitive");
            };
        }
    }
}
