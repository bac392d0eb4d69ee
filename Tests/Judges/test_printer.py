"""python-escpos prints on the ESC/POS simulator, and the paper says what was sent."""

import unittest

import zxingcpp
from escpos.printer import Network, Serial
from PIL import Image, ImageChops, ImageDraw

from simulator import JudgeCase, free_port

PROFILE = "TM-T88V"
WORDS = "HTTPS://PAY.EXAMPLE/R/70412?A=120.50"


def drawing(width, height):
    """A picture that looks different upside down, mirrored, shifted by a dot or with its bits turned round."""
    picture = Image.new("1", (width, height), 1)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, width - 1, height - 1), outline=0)
    pen.line((0, 0, width - 1, height // 2), fill=0)
    pen.ellipse((width // 2, height // 3, width - 9, height - 7), fill=0)
    for step in range(0, 40, 3):
        pen.point((5 + step, height - 4 - step % 7), fill=0)
    return picture


def ink(picture):
    """Where anything is printed."""
    return ImageChops.invert(picture).getbbox()


def decoded(picture):
    """What an independent reader finds on the paper: kinds and texts, from top to bottom."""
    wide = picture.resize((picture.width * 2, picture.height * 2), Image.Resampling.NEAREST)
    found = sorted(zxingcpp.read_barcodes(wide), key=lambda code: code.position.top_left.y)
    return [(str(code.format).rsplit(".", maxsplit=1)[-1].replace(" ", "").replace("-", ""), code.text) for code in found]


class Printing:
    """What is asked of the printer on either wire."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # One connection for all: a printer serves one host at a time.
        cls.printer = cls.connect()
        cls.addClassCleanup(cls.printer.close)

    def setUp(self):
        self.printer.set_with_default()

    def printed(self, print_it):
        """The number of the piece on which this came out, cut off."""
        print_it(self.printer)
        self.printer.cut()
        self.settle()
        return self.simulator.device("printer")["pieces"]

    def settle(self):
        """Waits for the one answer that comes when everything before it is on paper (GS r)."""
        answer = self.printer.query_status(b"\x1dr\x01")
        if not answer:  # a serial read that ran out of time
            answer = self.until(lambda: self.printer.query_status(b""), "the printer did not come to an end")
        self.assertEqual(len(answer), 1)

    def test_text_lines_are_on_the_paper_as_they_were_sent(self):
        lines = ["City of Nogales Utilities", "Account 70412-8", "Paid in cash     120.50", "Change             0.00"]

        def receipt(printer):
            printer.set(align="center", bold=True, double_height=True, double_width=True)
            printer.textln(lines[0][:20])
            printer.set(align="left", bold=False, normal_textsize=True)
            for line in lines[1:]:
                printer.textln(line)
            printer.set(underline=1, invert=True)
            printer.textln("PAID")
            printer.set_with_default()

        piece = self.printed(receipt)
        self.assertEqual(self.simulator.paper(piece), [lines[0][:20].strip(), *lines[1:], "PAID"])

    def test_letters_of_other_code_pages_are_the_same_letters(self):
        lines = ["Señora Muñoz, año 2026", "Recibió: 45,00 €", "Straße, Øre, Çedille", "½ ± ° « »"]
        piece = self.printed(lambda printer: [printer.textln(line) for line in lines])
        self.assertEqual(self.simulator.paper(piece), lines)

    def test_a_block_of_text_breaks_where_the_client_broke_it(self):
        words = "Keep this receipt. It is the proof that the cash named above has been taken."
        piece = self.printed(lambda printer: printer.block_text(words, font="0", columns=30))
        self.assertEqual(" ".join(self.simulator.paper(piece)), words)

    def test_images_are_printed_dot_by_dot_in_each_of_three_commands(self):
        for command in ("bitImageRaster", "graphics", "bitImageColumn"):
            with self.subTest(command):
                # A whole number of bytes and of 24 dots: no command has to fill up.
                wanted = drawing(200, 96)
                piece = self.printed(lambda printer, command=command: printer.image(wanted, impl=command))
                paper = self.simulator.picture(piece)
                left, top, _, _ = ink(paper)
                found = paper.crop((left, top, left + 200, top + 96))
                difference = ImageChops.difference(found, wanted.convert("L")).getbbox()
                self.assertIsNone(difference, f"dots differ within {difference}")
                self.assertEqual(ink(paper), (left, top, left + 200, top + 96), "there is more than the image")

    def test_a_long_image_in_pieces_has_no_seam(self):
        wanted = drawing(320, 400)
        piece = self.printed(lambda printer: printer.image(wanted, fragment_height=96))
        paper = self.simulator.picture(piece)
        left, top, right, bottom = ink(paper)
        self.assertEqual((right - left, bottom - top), (320, 400))
        self.assertIsNone(ImageChops.difference(paper.crop((left, top, right, bottom)), wanted.convert("L")).getbbox())

    def test_a_centred_image_stands_in_the_middle(self):
        piece = self.printed(lambda printer: printer.image(drawing(200, 48), center=True))
        paper = self.simulator.picture(piece)
        left, _, right, _ = ink(paper)
        self.assertEqual(left, paper.width - right)

    def test_the_printers_own_qr_code_is_read_back(self):
        for level in range(4):
            with self.subTest(level):
                piece = self.printed(lambda printer, level=level: printer.qr(WORDS, ec=level, size=6, native=True))
                self.assertEqual(decoded(self.simulator.picture(piece)), [("QRCode", WORDS)])

    def test_a_qr_code_sent_as_an_image_is_read_back(self):
        piece = self.printed(lambda printer: printer.qr(WORDS, size=5))
        self.assertEqual(decoded(self.simulator.picture(piece)), [("QRCode", WORDS)])

    def test_the_printers_own_bars_are_read_back(self):
        # The reader names a UPC-A as what it also is: an EAN-13 that begins with 0.
        cases = [
            ("CODE128", "{B70412-A", "Code128", "70412-A"), ("EAN13", "4006381333931", "EAN13", "4006381333931"),
            ("EAN8", "96385074", "EAN8", "96385074"), ("UPC-A", "036000291452", "EAN13", "0036000291452"),
            ("CODE39", "ACCT-70412", "Code39", "ACCT-70412"), ("CODE93", "ACCT70412", "Code93", "ACCT70412"),
            ("ITF", "00704128", "ITF", "00704128"), ("NW7", "A70412B", "Codabar", "A70412B"),
        ]
        for kind, sent, wanted, text in cases:
            for function in ("A", "B"):
                if function == "A" and kind in ("CODE128", "CODE93"):
                    continue  # only known to the newer form of the command
                with self.subTest(kind, function=function):
                    piece = self.printed(
                        lambda printer, kind=kind, sent=sent, function=function: printer.barcode(
                            sent, kind, height=80, width=2, function_type=function, pos="OFF"))
                    self.assertEqual(decoded(self.simulator.picture(piece)), [(wanted, text)])

    def test_the_figures_under_the_bars_are_those_in_the_bars(self):
        piece = self.printed(lambda printer: printer.barcode("4006381333931", "EAN13", pos="BELOW"))
        self.assertIn("4006381333931", "".join(self.simulator.paper(piece)).replace(" ", ""))

    def test_paper_is_plenty_then_near_its_end_then_out_then_plenty(self):
        self.assertEqual(self.printer.paper_status(), 2)
        self.simulator.lever("printer", "nearEnd")
        self.assertEqual(self.printer.paper_status(), 1)
        self.simulator.lever("printer", "paper", on=False)
        self.assertEqual(self.printer.paper_status(), 0)
        self.assertFalse(self.printer.is_online())
        self.simulator.lever("printer", "paper", on=True)
        self.assertEqual(self.printer.paper_status(), 2)
        self.assertTrue(self.printer.is_online())

    def test_an_open_cover_is_not_online(self):
        self.assertTrue(self.printer.is_online())
        self.simulator.lever("printer", "cover", open=True)
        self.assertFalse(self.printer.is_online())
        self.simulator.lever("printer", "cover", open=False)
        self.assertTrue(self.printer.is_online())

    def test_the_drawer_opens_by_its_own_pin_only(self):
        self.printer.cashdraw(5)
        self.printer.cashdraw(2)
        self.until(lambda: self.simulator.device("drawer")["position"] == "open", "the drawer stayed shut")
        self.simulator.lever("drawer", "pushShut")
        self.printer.cashdraw(5)
        piece = self.printed(lambda printer: printer.textln("after the pulse"))
        self.assertEqual(self.simulator.paper(piece), ["after the pulse"])
        self.assertEqual(self.simulator.device("drawer")["position"], "shut")


class OverTCP(Printing, JudgeCase):
    """The printer with a network plug."""

    number = free_port()
    options = ("--printer-port", str(number))

    @classmethod
    def connect(cls):
        return Network("127.0.0.1", cls.number, timeout=30, profile=PROFILE)


class OverPty(Printing, JudgeCase):
    """The printer at a serial line."""

    @classmethod
    def connect(cls):
        return Serial(cls.simulator.ports["printer"], baudrate=38400, timeout=0.3, dsrdtr=False, profile=PROFILE)


if __name__ == "__main__":
    unittest.main()
