"""The client of the package eSSP, run under Python 3.

The package is written for Python 2. Its protocol (frames, sequence bit, CRC, commands, what events carry) is taken as it
is; only two spellings that Python 3 does not have are put right while it is loaded: a string of hexadecimal digits
becomes bytes in another way, and a byte that was read is a number already.
"""

import importlib.util
import types

PYTHON_2 = "prepedstring.decode('hex')"
PYTHON_3 = "bytes.fromhex(prepedstring)"


def load():
    """The package's one module. The package's own entry names its module as only Python 2 finds it, so it is not used."""
    package = importlib.util.find_spec("eSSP").submodule_search_locations[0]
    path = f"{package}/eSSP.py"
    with open(path, encoding="utf-8") as file:
        source = file.read()
    if source.count(PYTHON_2) != 1:
        raise AssertionError("another eSSP than the one that was read")
    module = types.ModuleType("eSSP_of_python_2")
    module.ord = lambda byte: byte if isinstance(byte, int) else ord(byte)
    exec(compile(source.replace(PYTHON_2, PYTHON_3), path, "exec"), module.__dict__)
    return module


def connect(port):
    """A client at this port, as patient as the protocol asks."""
    return load().eSSP(port, timeout=1)


def close(client):
    """The client has no word for this."""
    client._eSSP__ser.close()
