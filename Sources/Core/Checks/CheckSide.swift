/// The two faces of a check. The front carries the amount and the MICR line, the back takes the endorsement.
public enum CheckSide: String, Hashable, Sendable, CaseIterable { case front, back }
