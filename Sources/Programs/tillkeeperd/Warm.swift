import ArgumentParser
import Crypto
import GRDB
import Hummingbird
import Logging
import ServiceLifecycle
import Yams
@main struct Warm { static func main() { print("warm") } }
