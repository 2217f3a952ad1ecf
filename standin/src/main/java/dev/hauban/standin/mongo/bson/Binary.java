package dev.hauban.standin.mongo.bson;

import java.util.Arrays;

/// Bytes of a subtype that mongo-java-server has no value for: MD5 sums, encrypted fields, those of users.
public final class Binary implements Comparable<Binary>, de.bwaldvogel.mongo.bson.Bson {
    private static final long serialVersionUID = 1L;

    private final byte subtype;
    private final byte[] data;

    public Binary(byte subtype, byte[] data) {
        this.subtype = subtype;
        this.data = data.clone();
    }

    public byte subtype() {
        return subtype;
    }

    public byte[] data() {
        return data.clone();
    }

    int length() {
        return data.length;
    }

    @Override
    public int compareTo(Binary other) {
        if (data.length != other.data.length) {
            return Integer.compare(data.length, other.data.length);
        }
        int bySubtype = Byte.compareUnsigned(subtype, other.subtype);
        return bySubtype != 0 ? bySubtype : Arrays.compareUnsigned(data, other.data);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Binary binary && compareTo(binary) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(data) + subtype;
    }
}
