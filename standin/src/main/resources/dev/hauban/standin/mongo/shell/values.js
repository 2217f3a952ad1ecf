// Values that JavaScript has no type for, under the names that MongoDB's shell gives them.
'use strict';

globalThis.BsonValue = class BsonValue {
  get _bsontype() { return this.constructor.name; }
  toJSON() { return $canonical(this, false); }
};

globalThis.ObjectId = class ObjectId extends BsonValue {
  #hex;
  constructor(id) {
    super();
    const hex = id === undefined ? $host.objectId() : String(id?.toHexString?.() ?? id).toLowerCase();
    if (!/^[0-9a-f]{24}$/.test(hex)) {
      throw new TypeError(`ObjectId needs 24 hexadecimal letters, not ${id}`);
    }
    this.#hex = hex;
  }
  get hex() { return this.#hex; }
  toHexString() { return this.#hex; }
  toString() { return this.#hex; }
  valueOf() { return this.#hex; }
  equals(other) { return String(other?.toHexString?.() ?? other) === this.#hex; }
  getTimestamp() { return new Date(parseInt(this.#hex.slice(0, 8), 16) * 1000); }
  static createFromHexString(hex) { return new ObjectId(hex); }
  static isValid(id) { return /^[0-9a-f]{24}$/i.test(String(id?.toHexString?.() ?? id)); }
};

globalThis.Long = class Long extends BsonValue {
  #big;
  constructor(value = 0) { super(); this.#big = BigInt.asIntN(64, BigInt(value)); }
  get big() { return this.#big; }
  static fromNumber(value) { return new Long(Math.trunc(value)); }
  static fromString(value) { return new Long(value); }
  static fromBigInt(value) { return new Long(value); }
  toString() { return this.#big.toString(); }
  toNumber() { return Number(this.#big); }
  toInt() { return Number(BigInt.asIntN(32, this.#big)); }
  toBigInt() { return this.#big; }
  valueOf() { return Number(this.#big); }
  equals(other) { return BigInt(other?.big ?? other) === this.#big; }
  add(other) { return new Long(this.#big + BigInt(other?.big ?? other)); }
  subtract(other) { return new Long(this.#big - BigInt(other?.big ?? other)); }
  multiply(other) { return new Long(this.#big * BigInt(other?.big ?? other)); }
};

class NumberValue extends BsonValue {
  constructor(value = 0) { super(); Object.defineProperty(this, 'value', { value: Number(value) }); }
  toString() { return String(this.value); }
  valueOf() { return this.value; }
}
globalThis.Int32 = class Int32 extends NumberValue { constructor(value) { super(Math.trunc(Number(value ?? 0)) | 0); } };
globalThis.Double = class Double extends NumberValue {};

class TextValue extends BsonValue {
  constructor(text) { super(); Object.defineProperty(this, 'text', { value: String(text) }); }
  toString() { return this.text; }
}
globalThis.Decimal128 = class Decimal128 extends TextValue {
  static fromString(text) { return new Decimal128(text); }
};
globalThis.Code = class Code extends TextValue {
  constructor(code) { super(code); }
  get code() { return this.text; }
};

globalThis.Timestamp = class Timestamp extends BsonValue {
  constructor(t = 0, i = 0) {
    super();
    Object.defineProperty(this, 't', { value: typeof t === 'object' ? t.t : t });
    Object.defineProperty(this, 'i', { value: typeof t === 'object' ? t.i : i });
  }
  getHighBits() { return this.t; }
  getLowBits() { return this.i; }
};

globalThis.Binary = class Binary extends BsonValue {
  constructor(base64, subtype = 0) {
    super();
    Object.defineProperty(this, 'data', { value: String(base64) });
    Object.defineProperty(this, 'subtype', { value: subtype });
  }
  base64() { return this.data; }
  hex() { return $host.hex(this.data); }
  toString() { return this.data; }
};
globalThis.MinKey = class MinKey extends BsonValue {};
globalThis.MaxKey = class MaxKey extends BsonValue {};

// MongoDB's shell calls these with and without `new`.
const callable = type => new Proxy(type, { apply: (target, self, args) => new target(...args) });
for (const name of ['ObjectId', 'Long', 'Int32', 'Double', 'Decimal128', 'Code', 'Timestamp', 'Binary', 'MinKey', 'MaxKey']) {
  globalThis[name] = callable(globalThis[name]);
}
globalThis.ObjectID = ObjectId;
globalThis.NumberLong = (value = 0) => new Long(typeof value === 'number' ? Math.trunc(value) : value);
globalThis.NumberInt = value => new Int32(value);
globalThis.NumberDecimal = (value = '0') => new Decimal128(value);
globalThis.BinData = (subtype, base64) => new Binary(base64, subtype);
globalThis.HexData = (subtype, hex) => new Binary($host.base64(hex), subtype);
globalThis.UUID = (text = $host.uuid()) => new Binary($host.base64(String(text).replaceAll('-', '')), 4);
globalThis.ISODate = text => {
  if (text === undefined) {
    return new Date();
  }
  const whole = String(text).replace(/^(\d{4})-?(\d\d)-?(\d\d)$/, '$1-$2-$3T00:00:00Z')
    .replace(/^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)$/, '$1T$2Z').replace(' ', 'T');
  const date = new Date(whole);
  if (Number.isNaN(date.getTime())) {
    throw new TypeError(`${JSON.stringify(text)} is not a valid ISODate`);
  }
  return date;
};
globalThis.DBRef = (ref, id, db) => ({ $ref: ref, $id: id, ...(db === undefined ? {} : { $db: db }) });

// Values as extended JSON: what `JSON.stringify` writes, and what comes from the server.
globalThis.$canonical = (value, relaxed) => {
  const number = (name, text) => ({ [name]: text });
  switch (true) {
    case value === undefined: return undefined;
    case value === null || typeof value === 'boolean' || typeof value === 'string': return value;
    case typeof value === 'bigint': return relaxed ? Number(value) : number('$numberLong', String(value));
    case typeof value === 'number':
      if (relaxed && Number.isFinite(value)) {
        return value;
      }
      return Number.isInteger(value) && Math.abs(value) <= 0x7fffffff
        ? number('$numberInt', String(value)) : number('$numberDouble', String(value));
    case value instanceof Date:
      return relaxed && value.getFullYear() >= 1970 && value.getFullYear() <= 9999
        ? { $date: value.toISOString().replace('.000Z', 'Z') } : { $date: { $numberLong: String(value.getTime()) } };
    case value instanceof RegExp: return { $regularExpression: { pattern: value.source, options: value.flags } };
    case value instanceof ObjectId: return { $oid: value.hex };
    case value instanceof Long: return relaxed ? value.toNumber() : number('$numberLong', String(value));
    case value instanceof Int32: return relaxed ? value.value : number('$numberInt', String(value));
    case value instanceof Double: return relaxed ? value.value : number('$numberDouble', String(value));
    case value instanceof Decimal128: return number('$numberDecimal', String(value));
    case value instanceof Code: return { $code: value.code };
    case value instanceof Timestamp: return { $timestamp: { t: value.t, i: value.i } };
    case value instanceof Binary:
      return { $binary: { base64: value.data, subType: value.subtype.toString(16).padStart(2, '0') } };
    case value instanceof MinKey: return { $minKey: 1 };
    case value instanceof MaxKey: return { $maxKey: 1 };
    case Array.isArray(value): return value.map(each => $canonical(each, relaxed) ?? null);
    case typeof value === 'function': return { $code: String(value) };
    default: {
      const shown = typeof value.toArray === 'function' && value.$isCursor ? value.toArray() : value;
      return Array.isArray(shown) ? $canonical(shown, relaxed)
        : Object.fromEntries(Object.entries(shown).map(([key, each]) => [key, $canonical(each, relaxed)]));
    }
  }
};

globalThis.$revived = (value, relaxed = false) => {
  if (value === null || typeof value !== 'object') {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(each => $revived(each, relaxed));
  }
  const keys = Object.keys(value);
  const [first] = keys;
  if (keys.length === 1 && first.startsWith('$')) {
    const inner = value[first];
    switch (first) {
      case '$oid': return new ObjectId(inner);
      case '$numberInt': return Number(inner);
      case '$numberDouble': return Number(inner);
      case '$numberLong': return relaxed ? Number(inner) : new Long(inner);
      case '$numberDecimal': return new Decimal128(inner);
      case '$date': return new Date(typeof inner === 'object' ? Number(inner.$numberLong) : inner);
      case '$binary': return new Binary(inner.base64, parseInt(inner.subType, 16));
      case '$uuid': return UUID(inner);
      case '$timestamp': return new Timestamp(inner.t, inner.i);
      case '$regularExpression': return new RegExp(inner.pattern, inner.options.replace(/[^imsu]/g, ''));
      case '$code': return new Code(inner);
      case '$minKey': return new MinKey();
      case '$maxKey': return new MaxKey();
    }
  }
  const result = {};
  for (const key of keys) {
    Object.defineProperty(result, key, {
      value: $revived(value[key], relaxed), enumerable: true, writable: true, configurable: true,
    });
  }
  return result;
};

globalThis.EJSON = {
  stringify: (value, replacer, space, options) => {
    const given = [replacer, space, options].find(each => each && typeof each === 'object' && !Array.isArray(each));
    const indent = [space, replacer].find(each => typeof each === 'number' || typeof each === 'string');
    return JSON.stringify($canonical(value, given?.relaxed ?? true), null, indent);
  },
  parse: (text, options) => $revived(JSON.parse(text), options?.relaxed ?? true),
  serialize: value => $canonical(value, false),
  deserialize: value => $revived(value, false),
};
