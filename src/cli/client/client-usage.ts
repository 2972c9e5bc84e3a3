/** What `tidelock cli --help` prints. */
import { VERSION } from '../version.ts';

export const CLIENT_USAGE = `tidelock cli ${VERSION}

Usage: tidelock cli [OPTIONS] [cmd [arg [arg ...]]]
  -h <hostname>      Server hostname (default: 127.0.0.1).
  -p <port>          Server port (default: 6379).
  -s <socket>        Server socket (overrides hostname and port).
  -a <password>      Password for the server; the environment variable REDISCLI_AUTH
                     passes it more safely (the option wins).
  --user <username>  Send AUTH with this user name. Needs -a.
  --pass <password>  The same as -a.
  --askpass          Ask for the password on standard input.
  -u <uri>           Server URI: redis://[[user:]password@]host[:port][/database]
  -r <repeat>        Run the command this many times; -1: for ever.
  -i <interval>      Seconds to wait after each run, such as 0.1.
  -n <db>            Database number.
  -2                 Speak RESP2.
  -3                 Speak RESP3.
  -x                 Read the last argument from standard input.
  -X <tag>           Read the argument that is <tag> from standard input.
  -d <delimiter>     Between the items of an array in raw output (default: newline).
  -D <delimiter>     After each reply in raw output (default: newline).
  -e                 Exit with 1 when the reply is an error.
  --raw              Raw replies (default when standard output is no terminal).
  --no-raw           Formatted replies, even when standard output is no terminal.
  --quoted-input     Arguments in quotes are unquoted, escapes included.
  --csv              Output in CSV.
  --json             Output in JSON (RESP3 unless -2).
  --quoted-json      The same in ASCII, bytes quoted.
  --show-pushes <yn> Print RESP3 pushes (default: yes on a terminal).
  --eval <file>      Run the Lua script in <file> with EVAL.
  --no-auth-warning  Do not warn about a password among the arguments.
  --help             Show this help and exit.
  --version          Show the version and exit.

Examples:
  cat /etc/passwd | tidelock cli -x set mypasswd
  tidelock cli -r 100 lpush mylist x
  tidelock cli -r 100 -i 1 info | grep used_memory_human:
  tidelock cli --eval myscript.lua key1 key2 , arg1 arg2 arg3

  (With --eval the comma separates KEYS[] from ARGV[].)

Without a command an interactive session starts; "help" tells about it.
`;
