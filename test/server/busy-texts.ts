/** What clients are answered because of a script that runs for long. */

export const BUSY =
  '-BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.\r\n';
export const BUSY_FUNCTION =
  '-BUSY Redis is busy running a script. You can only call FUNCTION KILL or SHUTDOWN NOSAVE.\r\n';
export const UNKILLABLE =
  '-UNKILLABLE Sorry the script already executed write commands against the dataset. You can either wait the script termination or kill the server in a hard way using the SHUTDOWN NOSAVE command.\r\n';
/** The reply of a script that was killed. */
export const KILLED =
  /^-ERR Script killed by user with SCRIPT KILL\.\.\. script: [^ ]+, on @user_(script|function):\d+\.\r\n$/;
