/// Codable values as bytes in one way only: RFC 8949 core deterministic encoding, the part of it that books need.
///
/// Kept: integers of 64 bits, byte strings, text, lists, maps with text keys, true, false, null; definite lengths; every
/// number in its shortest form; map keys ascending by their encoded bytes. Refused in both directions: floating point,
/// tags, other simple values, more than 32 levels.
/// - Source: RFC 8949, sections 3, 4.2.1; the examples of its appendix A are test vectors.
public enum CanonicalCBOR {
    /// Levels of lists and maps, the outermost being level 1.
    public static let maximumDepth = 32

    /// The one byte form of a value. `[UInt8]` becomes a byte string; a missing optional of a keyed value is left out.
    public static func encode(_ value: some Encodable) throws(CBORFault) -> [UInt8] {
        let sink = CBORSink()
        do {
            try sink.put(value, depth: 0)
        } catch let fault as CBORFault {
            throw fault
        } catch {
            throw .refused(String(describing: error))
        }
        return sink.bytes
    }

    /// Reads a value back. Whatever is not canonical, not wholly used by the type, or left over is refused.
    public static func decode<T: Decodable>(_ type: T.Type = T.self, from bytes: [UInt8]) throws(CBORFault) -> T {
        let source = CBORSource(try CBORMap(of: bytes))
        do {
            let value = try source.value(type, at: 0)
            try source.everythingUsed()
            return value
        } catch let fault as CBORFault {
            throw fault
        } catch {
            throw .refused(String(describing: error))
        }
    }

    /// Whether these bytes are one canonical item and nothing else, without giving them a meaning.
    public static func check(_ bytes: [UInt8]) throws(CBORFault) { _ = try CBORMap(of: bytes) }
}

/// What makes bytes no canonical item, or a value unfit for them. Offsets count from the first byte.
public enum CBORFault: Error, Hashable, Sendable {
    /// The bytes end inside an item.
    case cut(offset: Int)
    /// A length or count that the rest of the bytes cannot hold.
    case tooLong(offset: Int)
    /// A number or length that has a shorter form.
    case notShortest(offset: Int)
    /// An item of indefinite length, or the stop code.
    case indefinite(offset: Int)
    /// A reserved additional information value (28 to 30).
    case reserved(offset: Int)
    /// A floating point number: money has none.
    case float(offset: Int)
    /// A tag.
    case tag(offset: Int)
    /// A simple value other than false, true and null.
    case simple(offset: Int)
    /// Text that is not UTF-8.
    case notUTF8(offset: Int)
    /// A map key that is not greater than the one before it.
    case keyOrder(offset: Int)
    /// More than 32 levels.
    case tooDeep(offset: Int)
    /// Bytes after the end of the item.
    case trailing(offset: Int)
    /// Another kind of item than the type needs.
    case wrongKind(offset: Int, needed: String)
    /// A number that does not fit the type.
    case outOfRange(offset: Int)
    /// The type needs a key that is not there.
    case missing(key: String)
    /// An item the type did not ask for: a newer writer, or a forgery.
    case unknown(offset: Int)
    /// At encoding: a floating point value.
    case floatValue
    /// At encoding: one key was given twice.
    case doubleKey(String)
    /// A value encodes itself in a way that has no canonical form, for example into two kinds of container.
    case misuse(String)
    /// The type itself refused the content, in its own words.
    case refused(String)
}
