"""What happens when it does? One verb, one function, one transaction; never a look at who may."""
