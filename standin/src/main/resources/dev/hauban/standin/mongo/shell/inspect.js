// How values are shown: as MongoDB's shell shows them.
'use strict';

(() => {
  const WIDTH = 69;
  const LEVELS_ON_ONE_LINE = 3;

  const text = string => {
    const quote = !string.includes("'") ? "'" : !string.includes('"') ? '"' : !string.includes('`') ? '`' : "'";
    const escaped = string.replace(/[\\\u0000-\u001f\u007f]/g, letter => ({
      '\n': '\\n', '\r': '\\r', '\t': '\\t', '\b': '\\b', '\f': '\\f', '\\': '\\\\',
    })[letter] ?? `\\x${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
    return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
  };

  const key = name => /^[A-Za-z_$][\w$]*$/.test(name) ? name : text(name);

  const simple = value => {
    switch (true) {
      case value === null || value === undefined || typeof value === 'boolean': return String(value);
      case typeof value === 'number': return Object.is(value, -0) ? '-0' : String(value);
      case typeof value === 'bigint': return `${value}n`;
      case typeof value === 'symbol': return String(value);
      case typeof value === 'string': return text(value);
      case typeof value === 'function': return `[Function${value.name ? `: ${value.name}` : ' (anonymous)'}]`;
      case value instanceof Date:
        return Number.isNaN(value.getTime()) ? 'Invalid Date' : `ISODate('${value.toISOString()}')`;
      case value instanceof RegExp: return String(value);
      case value instanceof ObjectId: return `ObjectId('${value.hex}')`;
      case value instanceof Long: return `Long('${value}')`;
      case value instanceof Int32: return `Int32(${value.value})`;
      case value instanceof Double: return `Double(${value.value})`;
      case value instanceof Decimal128: return `Decimal128('${value}')`;
      case value instanceof Code: return `Code('${value}')`;
      case value instanceof Timestamp: return `Timestamp({ t: ${value.t}, i: ${value.i} })`;
      case value instanceof Binary:
        return value.subtype === 4 && value.hex().length === 32
          ? `UUID('${value.hex().replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}')`
          : `Binary.createFromBase64('${value.data}', ${value.subtype})`;
      case value instanceof MinKey: return 'MinKey()';
      case value instanceof MaxKey: return 'MaxKey()';
      case value instanceof Error: return value.stack ?? `${value.name}: ${value.message}`;
      case typeof value.$shown === 'string': return value.$shown;
      default: return undefined;
    }
  };

  globalThis.$inspect = (value, compact = true) => {
    const seen = new Set();
    let deepest = 0;

    const show = (each, level, indent) => {
      const short = simple(each);
      if (short !== undefined) {
        return short;
      }
      const whole = each.$isCursor ? each.$batch() : each;
      if (seen.has(whole)) {
        return '[Circular *1]';
      }
      seen.add(whole);
      deepest = level;
      const parts = partsOf(whole, level, indent);
      seen.delete(whole);
      return joined(whole, parts, level, indent);
    };

    const partsOf = (whole, level, indent) => {
      const inner = indent + 2;
      if (Array.isArray(whole)) {
        return whole.map(each => show(each, level + 1, inner));
      }
      if (whole instanceof Map) {
        return [...whole].map(([name, each]) => `${show(name, level + 1, inner)} => ${show(each, level + 1, inner)}`);
      }
      if (whole instanceof Set) {
        return [...whole].map(each => show(each, level + 1, inner));
      }
      return Object.keys(whole).map(name => `${key(name)}: ${show(whole[name], level + 1, inner)}`);
    };

    const joined = (whole, parts, level, indent) => {
      const isList = Array.isArray(whole);
      const named = whole instanceof Map ? `Map(${whole.size}) ` : whole instanceof Set ? `Set(${whole.size}) `
        : !isList && whole.constructor && whole.constructor !== Object ? `${whole.constructor.name} ` : '';
      const [open, close] = isList ? ['[', ']'] : [`${named}{`, '}'];
      if (parts.length === 0) {
        return open + close;
      }
      const length = parts.reduce((sum, part) => sum + part.length, 0) + parts.length * 2 + indent;
      const isShort = length <= WIDTH && !parts.some(part => part.includes('\n'));
      if (compact && isShort && deepest - level < LEVELS_ON_ONE_LINE) {
        return `${open} ${parts.join(', ')} ${close}`;
      }
      const line = `\n${' '.repeat(indent)}`;
      return `${open}${line}  ${parts.join(`,${line}  `)}${line}${close}`;
    };

    return show(value, 0, 0);
  };
})();
