"""The program killed again and again, on real servers, and what an independent ledger then finds.

`lives` forks the program from an interpreter that has everything imported, so that a kill costs a tenth of a second;
`town` is the office with its post, its businesses and its clerks; `witnesses` read the mail servers, and `ledger` the
store's files, without a line of the program's own code; `kills` lets all of it happen. `make soak` runs thousands of
kills, the suite thirty.
"""
