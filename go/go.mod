module chancheck

go 1.21
