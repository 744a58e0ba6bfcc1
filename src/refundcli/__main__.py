"""`python -m refundcli`."""

from refundcli.launcher import main

main()
