"""`python -m refundcli`."""

from refundcli.main import main

main()
