public import Money

/// What an installer can say about one ID-003 unit. The defaults are safe for any unit.
public struct ID003Configuration: Hashable, Sendable {
    /// The nameplate: this wire does not tell it, so the journal knows the unit by what is entered here.
    public var serial: String
    /// Notes of escrow codes 61 to 68 of a unit that does not tell its currency table. Empty: such a unit takes
    /// nothing, because a wrong table is wrong money.
    public var fallbackNotes: [Denomination?]
    /// Country codes and their currencies.
    public var countries: [ID003Country]
    /// What was proven on the power-cut rig; `nil`: what the model table says.
    public var behaviour: ID003Behaviour?
    /// Where VEND VALID comes.
    public var stackOrder: StackOrder
    /// Sent once after each start of the unit, before rest; a refused one is left out.
    public var settings: [ID003Setting]
    /// Keeps a note that nobody decides about in escrow; `nil`: never sent, its form is not settled.
    public var hold: Hold?
    /// A jam or failure that stands so long is answered with a reset, after what it may mean for a note is durable;
    /// `nil`: people do it.
    public var resetsTroubleAfter: Duration?
    /// From the begin of one poll to the begin of the next.
    /// - Source: dossier 2.1 (100 to 200 ms).
    public var pollPeriod: Duration
    /// From the last byte sent to the answer.
    /// - Source: dossier 2.1 (answers within 300 ms; one source waits longer).
    public var replyTimeout: Duration
    /// Sends of a question or setting before it is given up, and polls before the dialogue may be called broken.
    public var tries: Int
    /// Without a valid answer for this long the dialogue is broken; never sooner.
    public var brokenAfter: Duration
    /// Silence on the line before the first frame, and the age at which an answer is thrown away.
    /// - Source: models, rules 2 and 3.
    public var quietTime: Duration
    /// From the poll whose answer showed escrow to the stack order.
    /// - Source: models, rule 2.
    public var escrowAge: Duration
    /// How long escrow may still be shown after the unit heard the stack order, before the note is given back.
    public var stackLag: Duration
    /// From our ACK to the next poll: the unit answers nothing to it.
    public var pauseAfterACK: Duration
    /// A pause inside a frame after which its beginning is thrown away (adapters deliver in bursts of 16 ms).
    public var interByteTimeout: Duration

    /// The two orders into the box.
    public enum StackOrder: Hashable, Sendable {
        /// 41: VEND VALID at the lever, while the note can still fail to reach the box. Only for units without 42.
        case stack1
        /// 42: VEND VALID when the note lies in the box.
        case stack2
    }

    /// The order to keep a note.
    public struct Hold: Hashable, Sendable {
        /// From escrow, and from hold to hold.
        public var every: Duration
        /// Nothing in one implementation, FF in another.
        public var data: [UInt8]

        /// One byte of data at most.
        public init(every: Duration, data: [UInt8] = []) {
            self.every = every
            self.data = Array(data.prefix(1))
        }
    }

    /// The defaults, with what the installer knows better; `tries` is one at least.
    public init(
        serial: String = "", fallbackNotes: [Denomination?] = [], countries: [ID003Country] = ID003Countries.all,
        behaviour: ID003Behaviour? = nil, stackOrder: StackOrder = .stack2, settings: [ID003Setting] = [.polled],
        hold: Hold? = nil, resetsTroubleAfter: Duration? = nil, pollPeriod: Duration = .milliseconds(150),
        replyTimeout: Duration = .milliseconds(350), tries: Int = 3, brokenAfter: Duration = .seconds(5),
        quietTime: Duration = .seconds(1), escrowAge: Duration = .seconds(1), stackLag: Duration = .milliseconds(500),
        pauseAfterACK: Duration = .milliseconds(30), interByteTimeout: Duration = .milliseconds(60)
    ) {
        self.serial = serial
        self.fallbackNotes = fallbackNotes
        self.countries = countries
        self.behaviour = behaviour
        self.stackOrder = stackOrder
        self.settings = settings
        self.hold = hold
        self.resetsTroubleAfter = resetsTroubleAfter
        self.pollPeriod = pollPeriod
        self.replyTimeout = replyTimeout
        self.tries = max(1, tries)
        self.brokenAfter = brokenAfter
        self.quietTime = quietTime
        self.escrowAge = escrowAge
        self.stackLag = stackLag
        self.pauseAfterACK = pauseAfterACK
        self.interByteTimeout = interByteTimeout
    }
}
