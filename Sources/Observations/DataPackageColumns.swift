/// The columns of `bodies.csv`, in the order in which they are written.
enum BodyColumn: String, CaseIterable {
  case body, kind, level, tier, province, code
}

/// The columns of `reports.csv`.
enum ReportColumn: String, CaseIterable {
  case report, body, kind
  case reportYear = "report_year"
  case span, term, session, delivered, source, url, retrieved, sha256, text
}

/// The columns of `observations.csv`.
enum ObservationColumn: String, CaseIterable {
  case id, report, body, kind
  case reportYear = "report_year"
  case measures, value, bound, unit, counts, from, to, role, status, source, start, end, evidence
  case readValue = "read_value"
}

/// The columns of `regulations.csv`.
enum RegulationColumn: String, CaseIterable {
  case body, kind
  case reportYear = "report_year"
  case title, action, stage, from, to, source, start, end, evidence
}

/// The columns of `left_out.csv`.
enum LeftOutColumn: String, CaseIterable {
  case report, start, end, text, reason
}
