import Diagnostics
import FoundationEssentials

/// The descriptor of a data package: `datapackage.json` with a table schema for each file.
///
/// - Source: Frictionless Data Package and Table Schema, version 1.
struct DataPackageDescriptor {
  private let there: ExistingPackage
  private var package: [String: JSONValue]

  /// Starts with the descriptor that is there, or with a new one of this title.
  ///
  /// - Throws: ``ObservationsError`` if the descriptor that is there is none.
  init(_ there: ExistingPackage, title: String?) throws(ObservationsError) {
    self.there = there
    package = [
      "profile": "tabular-data-package", "name": "work-report-figures", "resources": [],
    ]
    package["title"] = title.map { .string($0) }
    guard let bytes = there.descriptor else { return }
    guard case .object(let old)? = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)),
      case .array? = old["resources"]
    else {
      throw ObservationsError([
        Diagnostic(
          .error, at: Place("\(there.folder)/datapackage.json"),
          LocalisedText(
            zh: "不是有效的数据包描述（JSON，含 resources 和各自的 path）",
            en: "not a valid data package descriptor (JSON with resources, each with a path)"))
      ])
    }
    package = old
  }

  /// The descriptor of files with these columns; what a user has put into the one that is there stays.
  func bytes(headers: [String: [String]]) -> [UInt8] {
    var package = package
    guard case .array(var resources)? = package["resources"] else { return [] }
    let before = resources
    for name in [
      "bodies", "names", "reports", "observations", "regulations", "left_out", "reference",
    ] {
      let path = "\(name).csv"
      let index = resources.firstIndex { $0.paths.contains(path) }
      if let header = headers[name] {
        let resource = Self.resource(name, header, over: index.map { resources[$0] })
        if let index { resources[index] = resource } else { resources.append(resource) }
      } else if index == nil, let header = header(of: path) {
        resources.append(Self.resource(name, header, over: nil))
      }
    }
    if let bytes = there.descriptor, resources == before { return bytes }
    package["resources"] = .array(resources)
    var text = ""
    JSONValue.object(package).write(to: &text, indent: "")
    return Array("\(text)\n".utf8)
  }

  /// The columns of a file that is there and stays as it is.
  private func header(of name: String) -> [String]? {
    guard let bytes = try? readFile("\(there.folder)/\(name)"),
      let table = try? TableText(file: name, bytes: bytes)
    else { return nil }
    return TableReader(table).header
  }

  private static func resource(
    _ name: String, _ header: [String], over old: JSONValue?
  ) -> JSONValue {
    guard case .object(var resource)? = old else {
      var schema: [String: JSONValue] = [
        "fields": .array(header.map { field($0, of: name) }), "missingValues": [""],
      ]
      schema["primaryKey"] = primaryKeys[name].map { .array($0.map { .string($0) }) }
      schema["foreignKeys"] = foreignKeys[name].map { keys in
        .array(keys.filter { key in key.fields.allSatisfy(header.contains) }.map(\.json))
      }
      return .object([
        "name": .string(name), "path": .string("\(name).csv"),
        "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": .object([
          "delimiter": ",", "quoteChar": "\"", "doubleQuote": .bool(true),
          "lineTerminator": "\n", "header": .bool(true),
        ]), "schema": .object(schema),
      ])
    }
    // The file is written anew, whatever it was before.
    resource["encoding"] = resource["encoding"].map { _ in "utf-8" }
    if case .object(var dialect)? = resource["dialect"] {
      dialect["delimiter"] = dialect["delimiter"].map { _ in "," }
      resource["dialect"] = .object(dialect)
    }
    if case .object(var schema)? = resource["schema"], case .array(let fields)? = schema["fields"] {
      schema["fields"] = .array(
        header.map { column in
          fields.first { $0["name"] == .string(column) } ?? field(column, of: name)
        })
      resource["schema"] = .object(schema)
    }
    return .object(resource)
  }

  // MARK: - Schemas

  private static let primaryKeys = [
    "bodies": ["body", "kind"], "reports": ["report"], "reference": ["body", "quantity", "year"],
  ]

  private struct ForeignKey {
    var fields: [String]
    var resource: String

    var json: JSONValue {
      let names = JSONValue.array(fields.map { .string($0) })
      return .object([
        "fields": names,
        "reference": .object(["resource": .string(resource), "fields": names]),
      ])
    }
  }

  private static let ofBody = ForeignKey(fields: ["body", "kind"], resource: "bodies")
  private static let ofReport = ForeignKey(fields: ["report"], resource: "reports")
  private static let foreignKeys = [
    "reports": [ofBody], "observations": [ofBody, ofReport], "regulations": [ofBody],
    "left_out": [ofReport],
  ]

  /// One field of a table schema; a column of the user's own is text.
  private static func field(_ column: String, of resource: String) -> JSONValue {
    guard let known = fields["\(resource).\(column)"] ?? fields[column] else {
      return .object(["name": .string(column), "type": "string"])
    }
    var field: [String: JSONValue] = ["name": .string(column), "type": .string(known.type)]
    if !known.description.isEmpty { field["description"] = .string(known.description) }
    if !known.constraints.isEmpty { field["constraints"] = .object(known.constraints) }
    return .object(field)
  }

  private struct Field: Sendable {
    var type: String
    var description: String
    var constraints: [String: JSONValue]

    init(_ type: String, _ description: String = "", _ constraints: [String: JSONValue] = [:]) {
      self.type = type
      self.description = description
      self.constraints = constraints
    }
  }

  private static func words<Family: RawRepresentable & CaseIterable>(_ family: Family.Type)
    -> JSONValue where Family.RawValue == String
  {
    .array(family.allCases.map { .string($0.rawValue) })
  }

  private static let required: [String: JSONValue] = ["required": .bool(true)]
  private static let year: [String: JSONValue] = ["minimum": .whole(1949), "maximum": .whole(2100)]
  private static let offset: [String: JSONValue] = ["minimum": .whole(0)]

  /// The fields by column, where a column means something else in one file by file and column.
  private static let fields: [String: Field] = [
    "body": Field("string", "Today's name of the place with its suffix", required),
    "kind": Field(
      "string",
      "npc: standing committee of a people's congress; cppcc: of a consultative conference",
      required.merging(["enum": words(BodyKind.self)]) { $1 }),
    "level": Field("string", "Level of government", ["enum": words(Level.self)]),
    "tier": Field("string", "Class of peers", ["enum": words(Tier.self)]),
    "province": Field("string", "Province that it lies in"),
    "code": Field("string", "Code of the division, GB/T 2260"),
    "former": Field("string", "Former name", required),
    "report": Field("string", "Key of the report"),
    "reports.report": Field(
      "string", "Key of the report", required.merging(["unique": .bool(true)]) { $1 }),
    "left_out.report": Field("string", "Key of the report", required),
    "report_year": Field(
      "integer", "Calendar year whose work the report accounts for",
      required.merging(year) { $1 }),
    "span": Field("string", "What the report accounts for", ["enum": words(Report.Span.self)]),
    "term": Field("integer", "Number of the congress or committee", ["minimum": .whole(1)]),
    "session": Field("integer", "Number of the session", ["minimum": .whole(1)]),
    "delivered": Field("date", "Day on which the report was given"),
    "source": Field("string", "Source in words"),
    "url": Field("string", "Where the report was found"),
    "retrieved": Field("date", "Day on which it was found"),
    "sha256": Field("string", "SHA-256 of the plain text", ["pattern": "[0-9a-f]{64}"]),
    "reports.text": Field("string", "Path of the plain text in the package"),
    "id": Field(
      "string", "report:offset of the number:measures:counts", ["unique": .bool(true)]),
    "measures": Field(
      "string", "Leaf measures that the figure covers together, sorted, joined by +", required),
    "value": Field("number", "The number as stated", required),
    "bound": Field(
      "string", "Whether the number is exact", ["enum": words(Observation.Bound.self)]),
    "unit": Field("string", "Measure word as written"),
    "counts": Field("string", "Class of thing counted"),
    "from": Field("integer", "First calendar year covered", year),
    "to": Field("integer", "Last calendar year covered", year),
    "role": Field(
      "string", "How the figure relates to the others of its set",
      ["enum": words(Observation.Role.self)]),
    "status": Field(
      "string", "Who stands behind the figure", ["enum": words(Observation.Status.self)]),
    "start": Field(
      "integer", "Where the words begin in the plain text, in Unicode scalars", offset),
    "end": Field("integer", "Where the words end in the plain text, in Unicode scalars", offset),
    "evidence": Field("string", "The words, copied exactly"),
    "read_value": Field("number", "What the program read, where a person corrected it"),
    "title": Field("string", "Title of the regulation", required),
    "action": Field(
      "string", "What was done with it", ["enum": words(NamedRegulation.Action.self)]),
    "stage": Field(
      "string", "How far it has come", ["enum": words(NamedRegulation.Stage.self)]),
    "left_out.text": Field("string", "The sentence, copied exactly", required),
    "reason": Field(
      "string", "Why the number is no observation",
      required.merging(["enum": words(LeftOut.Reason.self)]) { $1 }),
    "quantity": Field("string", "What is counted", required),
    "year": Field("integer", "Calendar year", required.merging(year) { $1 }),
    "reference.value": Field("number", "The amount", required),
  ]
}

/// Any value of JSON.
enum JSONValue: Decodable, Equatable, Sendable {
  case null
  case bool(Bool)
  case whole(Int)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let bool = try? value.decode(Bool.self) {
      self = .bool(bool)
    } else if let whole = try? value.decode(Int.self) {
      self = .whole(whole)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let string = try? value.decode(String.self) {
      self = .string(string)
    } else if let array = try? value.decode([JSONValue].self) {
      self = .array(array)
    } else {
      self = .object(try value.decode([String: JSONValue].self))
    }
  }

  subscript(key: String) -> JSONValue? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  /// The files of a resource.
  var paths: [String] {
    switch self["path"] {
    case .string(let path)?: [path]
    case .array(let paths)?:
      paths.compactMap { if case .string(let path) = $0 { path } else { nil } }
    default: []
    }
  }

  /// The keys of a descriptor in the order in which a reader wants them; others follow by name.
  private static let order = Dictionary(
    uniqueKeysWithValues: [
      "profile", "name", "title", "path", "type", "format", "description", "sources", "mediatype",
      "encoding", "dialect", "delimiter", "quoteChar", "doubleQuote", "lineTerminator", "header",
      "schema", "fields", "constraints", "required", "unique", "enum", "minimum", "maximum",
      "missingValues", "primaryKey", "foreignKeys", "reference", "resource", "resources",
    ].enumerated().map { ($1, $0) })

  /// Writes the value, two spaces a level, so that equal values give equal text.
  func write(to text: inout String, indent: String) {
    let inner = indent + "  "
    switch self {
    case .null: text += "null"
    case .bool(let bool): text += bool ? "true" : "false"
    case .whole(let whole): text += "\(whole)"
    case .number(let number): text += "\(number)"
    case .string(let string): Self.write(string, to: &text)
    case .array(let values):
      if values.isEmpty {
        text += "[]"
        return
      }
      text += "["
      for (index, value) in values.enumerated() {
        text += index == 0 ? "\n\(inner)" : ",\n\(inner)"
        value.write(to: &text, indent: inner)
      }
      text += "\n\(indent)]"
    case .object(let members):
      let keys = members.keys.sorted {
        let (a, b) = (Self.order[$0] ?? Int.max, Self.order[$1] ?? Int.max)
        return a == b ? $0 < $1 : a < b
      }
      text += keys.isEmpty ? "{" : "{\n"
      for (index, key) in keys.enumerated() {
        text += index == 0 ? inner : ",\n\(inner)"
        Self.write(key, to: &text)
        text += ": "
        members[key]?.write(to: &text, indent: inner)
      }
      text += keys.isEmpty ? "}" : "\n\(indent)}"
    }
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      default:
        if scalar.value < 0x20 {
          let digits = String(scalar.value, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          text.unicodeScalars.append(scalar)
        }
      }
    }
    text += "\""
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
  init(stringLiteral value: String) { self = .string(value) }
  init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}
