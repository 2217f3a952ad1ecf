package dev.hauban.engine.local;

import dev.hauban.engine.local.host.Strays;
import dev.hauban.engine.local.keep.LocalFolder;
import java.io.IOException;
import java.util.zip.CRC32;

/// The processes of an instance, as they are known on this machine.
final class Tree {
    private Tree() {}

    static int count(String mark, Workbench bench) throws IOException {
        var sum = new CRC32();
        sum.update(new LocalFolder(bench.local()).root().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return Strays.of(mark + Long.toHexString(sum.getValue())).size();
    }
}
