"""eSSP (a Python client of Innovative Technology's SSP) takes notes from the simulated validator."""

import unittest

import essp_client
from simulator import JudgeCase

OK, READING, CREDIT, STACKED, REJECTING, REJECTED = "0xf0", "0xef", "0xee", "0xeb", "0xed", "0xec"
CHANNELS = [100, 200, 500, 1000, 2000, 5000, 10000]


def told(poll, event):
    """The channels that came with this event."""
    return [item[1] for item in poll if isinstance(item, list) and item[0] == event]


class ByCable(JudgeCase):
    """An SSP validator on a pty, and the client at its other end."""

    options = ("--validator", "ssp")

    def setUp(self):
        self.client = essp_client.connect(self.simulator.ports["validator"])
        self.addCleanup(essp_client.close, self.client)
        self.assertEqual(self.client.sync(), OK)
        self.until(lambda: "0xb6" not in self.client.poll(), "the validator did not start up")
        self.assertEqual(self.client.set_inhibits("0xFF", "0x00"), OK)
        self.assertEqual(self.client.enable(), OK)

    def in_escrow(self, channel):
        """Waits until this note is read; from then on it has to be held."""
        self.until(lambda: told(self.client.poll(), READING) == [channel], "the note was not read")
        self.assertEqual(self.client.hold(), OK)

    def test_the_client_reads_who_the_validator_is(self):
        self.assertEqual(self.client.serial_number(), 1_873_452)
        self.assertEqual(self.client.unit_data()[:3], [0, "0411", "USD"])
        self.assertEqual(self.client.channel_values(), [7, [1, 2, 5, 10, 20, 50, 100]])
        kind, _, currency, multiplier, channels, values, security, real, _ = self.client.setup_request()
        self.assertEqual((kind, currency, channels), (0, "USD", 7))
        self.assertEqual([value * multiplier * real for value in values], CHANNELS)
        self.assertEqual(security, [2] * 7)

    def test_a_note_is_read_held_and_stacked_with_one_credit(self):
        before = self.simulator.device("validator")["box"]
        self.simulator.lever("validator", "insertNote", denomination=2000)
        self.in_escrow(5)
        for _ in range(3):
            self.assertEqual(self.client.hold(), OK, "a note that is held stays")
        # The poll that follows takes it.
        credits, events = [], []

        def all_in():
            poll = self.client.poll()
            credits.extend(told(poll, CREDIT))
            events.extend(item for item in poll if isinstance(item, str))
            return STACKED in events

        self.until(all_in, "the note was not stacked")
        for _ in range(5):
            credits.extend(told(self.client.poll(), CREDIT))
        self.assertEqual(credits, [5])
        after = self.simulator.device("validator")["box"]
        self.assertEqual(after["notes"] - before["notes"], 1)
        self.assertEqual(after["value"]["minorUnits"] - before["value"]["minorUnits"], 2000)

    def test_a_note_that_the_client_refuses_comes_back_without_credit(self):
        before = self.simulator.device("validator")["box"]
        self.simulator.lever("validator", "insertNote", denomination=500)
        self.in_escrow(3)
        self.assertEqual(self.client.reject_note(), OK)
        polls = []

        def given_back():
            polls.append(self.client.poll())
            return REJECTED in polls[-1]

        self.until(given_back, "the note did not come back")
        self.assertEqual([told(poll, CREDIT) for poll in polls if told(poll, CREDIT)], [])
        self.assertEqual(self.client.last_reject(), "0x8")
        self.simulator.lever("validator", "takeNote")
        self.assertEqual(self.simulator.device("validator")["box"], before)

    def test_a_forged_note_gives_no_credit(self):
        before = self.simulator.device("validator")["box"]
        self.simulator.lever("validator", "insertForged", denomination=10000)
        polls = []

        def given_back():
            polls.append(self.client.poll())
            return REJECTED in polls[-1]

        self.until(given_back, "the forged note did not come back")
        self.assertEqual([told(poll, CREDIT) for poll in polls if told(poll, CREDIT)], [])
        self.simulator.lever("validator", "takeNote")
        self.assertEqual(self.simulator.device("validator")["box"], before)

    def test_an_inhibited_channel_is_refused(self):
        self.assertEqual(self.client.set_inhibits(self.client.easy_inhibit([1, 1, 1, 1, 1, 1, 0]), "0x00"), OK)
        self.simulator.lever("validator", "insertNote", denomination=10000)
        self.until(lambda: REJECTED in self.client.poll(), "the note did not come back")
        self.assertEqual(self.client.last_reject(), "0x6")
        self.simulator.lever("validator", "takeNote")

    def test_a_command_that_the_paper_does_not_know_is_refused_and_harms_nothing(self):
        self.assertEqual(self.client.enable_higher_protocol(), "0xf2")
        self.assertEqual(self.client.bulb_on(), OK)


if __name__ == "__main__":
    unittest.main()
